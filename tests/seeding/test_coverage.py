"""Coverage: a line an article, and every name either in the data or left out for a reason."""

from hashlib import sha256

import pytest
from django.core.management import CommandError, call_command

from cases.models import Person
from cases.seeding.attaching import attach_documents
from cases.seeding.coverage import check_coverage

pytestmark = pytest.mark.django_db

LIST = "names-not-coded.yaml"


def leave_out(folders, text):
    (folders.seeds / LIST).write_text(text, encoding="utf-8")


def covered(folders, more=""):
    """The report on the document, with a sentence more in the first paragraph."""
    path = folders.root / "documents" / "courier.txt"
    text = path.read_text(encoding="utf-8")
    old = sha256(text.encode()).hexdigest()
    text = text.replace("police said.", f"police said. {more}".rstrip())
    path.write_text(text, encoding="utf-8")
    folders.change(old, sha256(text.encode()).hexdigest(), folders.documents)
    assert folders.load().rejected == []
    assert attach_documents(folders.root / "documents", folders.seeds).errors == []
    return check_coverage(folders.seeds)


def failures(folders, more=""):
    return [str(one) for one in covered(folders, more).failures]


def test_each_article_has_a_line_with_what_is_cited(folders):
    report = covered(folders)
    assert report.articles == [
        "900/1  cited: 1-3; not cited: none",
        "900/2  cited: none; not cited: 1-2",
    ]
    assert report.summary() == (
        "3 of 5 paragraphs are cited; 0 names are left out for a reason, 0 failures."
    )


def test_repeat_is_not_counted(folders):
    folders.change(
        'published: "2031-02"', 'published: "2031-02", same_as: "900/1"', folders.documents
    )
    report = covered(folders)
    assert report.articles[1] == "900/2  repeats 900/1"
    assert (report.cited, report.paragraphs) == (3, 3)


def test_documents_must_be_attached(loaded):
    assert "no document is attached" in str(check_coverage(loaded.seeds).failures[0])


def test_name_that_is_nowhere_in_the_data_fails_with_its_place(folders):
    assert failures(folders, "So said Marko Zorn.") == [
        "900/1.1: 'Marko Zorn' stands nowhere in the data: code it, or give the reason in "
        "seeds/names-not-coded.yaml."
    ]


def test_place_court_and_publisher_are_in_the_data(folders):
    more = "Harbour City Court of Zemlia and the Open Square read the Zemlian Courier in Norway."
    assert failures(folders, more) == []


def test_name_that_the_desk_added_is_in_the_data(loaded):
    Person.objects.create(slug="zorn", descriptor="two sons of Marko Zorn", headcount=2)
    assert failures(loaded, "So said Marko Zorn.") == []


def test_name_left_out_for_a_reason_passes_with_its_surname(folders):
    leave_out(folders, "politician:\n  - Marko Zorn\n")
    report = covered(folders, "So said Marko Zorn. Then Zorn left.")
    assert report.failures == []
    assert report.left_out == 1


def test_names_of_the_list_and_of_the_data_may_stand_side_by_side(folders):
    leave_out(folders, "politician:\n  - Marko Zorn\n")
    assert failures(folders, "He read the Courier Marko Zorn.") == []


@pytest.mark.parametrize(
    ("text", "more", "message"),
    [
        ("politician:\n  - Marko Zorn\n", "", "2: 'Marko Zorn' is in the data by now, or in no"),
        ("politician:\n  - Ada Melin\n", "", "2: 'Ada Melin' is in the data by now, or in no"),
        ("a:\n  - Zorn\nb:\n  - Zorn\n", "Zorn!", "4: 'Zorn' stands already in line 2"),
        ("- Zorn\n", "", "1: is a mapping of reasons to lists of names."),
        ("politician: Zorn\n", "", "1: 'politician' is followed by a list of names"),
        ("politician:\n  - \n", "", "2: is no name"),
        ("a: [\n", "", "is not YAML here"),
    ],
)
def test_slip_in_the_list_fails_with_its_line(folders, text, more, message):
    leave_out(folders, text)
    found = failures(folders, more)
    assert any(one.startswith(f"seeds/{LIST}:") and message in one for one in found), found


def test_command_prints_the_lines_and_exits_by_what_it_finds(folders, capsys):
    covered(folders)
    call_command("coverage", "--seeds", str(folders.seeds))
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith("900/1  cited") and out[-1].endswith("0 failures.")
    leave_out(folders, "politician:\n  - Marko Zorn\n")
    with pytest.raises(CommandError) as error:
        call_command("coverage", "--seeds", str(folders.seeds))
    assert error.value.returncode == 1
    assert "take it out" in capsys.readouterr().out
