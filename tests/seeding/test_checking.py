"""What is wrong in seeds is said with file and line, all at once, before anything is written."""

import pytest

from cases.seeding.checking import check
from cases.seeding.gathering import gather

CASE = "seeds/cases/zm-orvel-ilan-2030.yaml"


def problems(folders):
    return [str(one) for one in check(gather(folders.seeds, folders.fixtures))]


# What is changed in the case's file, words of the line complained about, and what is said.
SLIPS = {
    "unknown key": ("    place: zm-harbour", "    plaec: zm-harbour", "plaec:",
        "'plaec' is no key of an event; did you mean 'place'?"),
    "unknown key of a file": ("charges:", "chargse: []\ncharges:", "chargse",
        "'chargse' is no key of a case file; did you mean 'charges'?"),
    "misspelt kind": ("    kind: sentence", "    kind: setnence", "setnence",
        "kind: 'setnence' is no event kind; did you mean 'sentence'?"),
    "kind like no other": ("    kind: imprisonment", "    kind: zzz", "zzz",
        "kind: 'zzz' is no kind of sentence; it is one of imprisonment, "),
    "unknown court": ("zm-harbour-court", "zm-harbour-cuort", "cuort",
        "there is no court 'zm-harbour-cuort'; did you mean 'zm-harbour-court'?"),
    "court like no other": ("zm-harbour-court", "qq", "court: qq",
        "there is no court 'qq': add it to fixtures/courts.json or mend the key."),
    "unknown place": ("place: zm-harbour", "place: zm-harbuor", "harbuor",
        "there is no place 'zm-harbuor'; did you mean 'zm-harbour'?"),
    "unknown person": ("person: melin-ada", "person: melin-eda", "melin-eda",
        "there is no person 'melin-eda'; did you mean 'melin-ada'?"),
    "unknown provision": ("    wording:", "    provision: zm-cc-1\n    wording:", "zm-cc-1",
        "there is no provision 'zm-cc-1': add it to fixtures/provisions.json or mend the key."),
    "unknown event": ("    after: arrest", "    after: arest", "arest",
        "there is no event 'arest'; did you mean 'arrest'?"),
    "impossible day": ("2030-05-06", "2030-02-30", "2030-02-30",
        "date: “2030-02-30”: February 2030 has the days 01 to 28, for example 2030-02-28."),
    "impossible month": ("2030-05-06", "2030-13", "2030-13",
        "date: “2030-13”: there is no month 13; type 01 to 12, for example 2020-12."),
    "event without a source": ("    summary: Police arrested him.\n    cite:\n"
        '      - {at: "900/1.1", basis: official, attributed_to: the police}\n',
        "    summary: Police arrested him.\n", "- key: arrest",
        "an event without a source: add `cite: [\"document/article.paragraph\"]`."),
    "event that nothing supports": ("basis: official,", "stance: contradicts,", "- key: arrest",
        "an event without a citation that supports it"),
    "unknown article": ('{at: "900/1.1", basis', '{at: "900/7.1", basis', "900/7.1",
        "cites 900/7.1, but seeds/documents.yaml lists no article 900/7."),
    "unknown paragraph": ('{at: "900/1.1", basis', '{at: "900/1.4", basis', "900/1.4",
        "cites 900/1.4, but article 900/1 has 3 paragraphs."),
    "no citation at all": ('{at: "900/1.1", basis', '{at: "page 3", basis', "page 3",
        "at: 'page 3' is no citation: type document/article.paragraph, as 000/4.3."),
    "citation given twice": (
        "      - {at: \"900/1.1\", basis: official, attributed_to: the police}",
        '      - "900/1.2"\n      - {at: "900/1.2"}', '- {at: "900/1.2"}',
        "this citation stands already in line"),
    "end before the beginning": ('    place: zm-harbour', '    place: zm-harbour\n    end: "2029"',
        "end:", "the event ends before it begins."),
    "charge of an unknown subject": ("  - key: slander\n    subject: orvel-ilan",
        "  - key: slander\n    subject: melin-ada", "subject: melin-ada",
        "there is no subject 'melin-ada': add it to the subjects of this file or mend the key."),
    "subject missing": ("subjects:\n  - person: orvel-ilan\n", "subjects: []\n", "case:",
        "has no subject: say under `subjects` who is persecuted in the case."),
    "subject of neither kind": ("subjects:\n  - person: orvel-ilan\n",
        "subjects:\n  - person: orvel-ilan\n    organisation: zm-open-square\n", "- person: orvel",
        "a subject is either a person or an organisation: name one of the two."),
    "name without a source": (', origin: editorial}', "}", "Илан",
        "the name 'Илан Орвель' has no source: add `cite`, or `origin: editorial`."),
    "profession without a source": ('    professions: [poet]\n    cite: ["900/1.1"]',
        "    professions: [poet]", "- key: orvel-ilan",
        "the person's professions have no source: add `cite` to the person."),
    "no person": ("    names:\n      - {text: Ilan Orvel, cite: [\"900/1.1\"]}\n"
        "      - {text: Илан Орвель, origin: editorial}\n", "", "- key: orvel-ilan",
        "a person has names, or a descriptor where no source names them."),
    "group without descriptor": ("    professions: [poet]", "    headcount: 3", "headcount",
        "a group needs a descriptor: “three sons of ...”."),
    "missing key": ("  country: ZM\n", "", "key: zm-orvel", "a case needs 'country'."),
    "file not named after its key": ("key: zm-orvel-ilan-2030", "key: zm-orvel-2030", "key: zm-o",
        "the file is named 'zm-orvel-ilan-2030', its key is 'zm-orvel-2030'"),
    "not a whole number": ("    years: 7", "    years: seven", "years: seven",
        "years: 'seven' is no whole number from 0 to 32767."),
    "text where a list belongs": ("    professions: [poet]", "    professions: poet", "professions",
        "professions: is a list: put `- ` before each item, or square brackets around them."),
    "list where text belongs": ("  title: Ilan Orvel, sentenced for a poem", "  title: [a, b]",
        "title", "title: is one text, neither a list nor a mapping nor empty."),
    "text where a mapping belongs": ("subjects:\n  - person: orvel-ilan\n",
        "subjects:\n  - orvel-ilan\n", "- orvel-ilan",
        "a subject is a mapping of keys and values: person, organisation."),
    "text too long": ("  title: Ilan Orvel, sentenced for a poem", f"  title: {'x' * 201}", "xxx",
        "title: has 201 characters; shorten it to 200."),
    "neither yes nor no": ("    years: 7", "    years: 7\n    life: yes", "life",
        "life: 'yes' is neither true nor false."),
    "life with a term": ("    years: 7", "    years: 7\n    life: true", "life",
        "a sentence for life has no years, months or days."),
    "amount without currency": ("    currency: ZMC\n", "", "amount",
        "an amount and its currency are given together."),
    "amount in words": ("amount: 2000000", "amount: two million", "amount",
        "amount: 'two million' is no amount: type digits alone"),
    "state only the desk gives": ("  summary: A poet", "  state: withdrawn\n  summary: A poet",
        "state", "state: 'withdrawn' is no state of a case in the seeds; it is one of draft, "),
    "custody stated by an arrest": ("    summary: Police", "    stated_custody: imprisoned\n"
        "    summary: Police", "stated_custody", "only status_report and transfer take"),
    "planned and happened": ("    summary: Police", '    planned: "2030-03"\n    summary: Police',
        "planned", "an event either happened (`date`) or was announced (`planned`)"),
    "circle": ("    summary: Police", "    after: sentence\n    summary: Police", "after: sentence",
        "'arrest' stands in a circle of events: after and before must lead"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_slip_is_reported_with_file_and_line(folders, slip):
    old, new, at, message = SLIPS[slip]
    folders.change(old, new)
    expected = f"{CASE}:{folders.line_of(at)}: {message}"
    assert any(one.startswith(expected) for one in problems(folders)), problems(folders)


def test_sound_seeds_have_no_problem(folders):
    assert problems(folders) == []


def test_all_problems_of_all_files_come_at_once(folders):
    folders.change("kind: arrest\n", "kind: arest\n")
    folders.change("zm-harbour-court", "zm-court")
    folders.change("kind: primary", "kind: primery", folders.organisation)
    found = problems(folders)
    assert len(found) == 3
    assert found[2].startswith("seeds/organisations/zm-open-square.yaml:3: kind: 'primery'")


def test_person_defined_twice_names_the_other_place(folders):
    folders.change("key: melin-ada", "key: orvel-ilan", folders.organisation)
    line = folders.line_of("- key: orvel-ilan")
    other = f"seeds/organisations/zm-open-square.yaml:{5}"
    assert (
        f"{CASE}:{line}: person 'orvel-ilan' is defined already in {other}: "
        "a key is defined once; elsewhere only name it."
    ) in problems(folders)


def test_event_keys_may_repeat_in_another_file(folders):
    text = folders.organisation.read_text() + (
        "events:\n  - {key: arrest, kind: banned, date: '2031', cite: ['900/2.1']}\n"
    )
    folders.organisation.write_text(text)
    assert problems(folders) == []


def test_unknown_organisation_of_a_file_is_reported(folders):
    folders.change("key: zm-open-square}", "key: zm-open-sqare}", folders.organisation)
    assert any("there is no organisation 'zm-open-sqare'; did" in one for one in problems(folders))


def test_unknown_publisher_is_reported(folders):
    folders.change("publisher: zm-courier", "publisher: zm-curier", folders.documents)
    line = folders.line_of("zm-curier", folders.documents)
    assert problems(folders) == [
        f"seeds/documents.yaml:{line}: there is no publisher 'zm-curier'; did you mean "
        "'zm-courier'?"
    ]


def test_relation_given_twice_names_the_other_place(folders):
    text = folders.case.read_text() + (
        "relations:\n"
        "  - {person: melin-ada, kind: lawyer, related: orvel-ilan, cite: ['900/1.3']}\n"
    )
    folders.case.write_text(text)
    assert any("this relation stands already in" in one for one in problems(folders))


@pytest.mark.parametrize(
    ("claims", "message"),
    [
        ("[{claim: a, cite: ['900/1.1']}]", "a dispute has two claims at least."),
        ("[{claim: a, charge: slander}, {claim: b}]", "a claim without a source"),
        (
            "[{claim: a, charge: slander, event: arrest}, {claim: b, event: arrest}]",
            "a claim points at one row, not at event and charge.",
        ),
        (
            "[{claim: a, charge: slander, used: true}, {claim: b, event: arrest, used: true}]",
            "a claim is used already in line",
        ),
        ("[{claim: a, charge: murder}, {claim: b, event: arrest}]", "there is no charge 'murder'"),
    ],
)
def test_dispute_that_cannot_stand_is_reported(folders, claims, message):
    text = folders.case.read_text()
    folders.case.write_text(f"{text}disputes:\n  - {{key: d, question: q, claims: {claims}}}\n")
    assert any(message in one for one in problems(folders)), problems(folders)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (b"", 1, "is empty: write it or delete the file."),
        (b"# nothing but a comment\n", 1, "is empty: write it or delete the file."),
        (b"- a\n- b\n", 1, "a case file is a mapping of keys and values"),
        (b"case:\n\tkey: x\n", 2, "begins with a tab: indent with spaces."),
        (b"case: {key: x}\nevents: []\nevents: []\n", 3, "has 'events' twice in one mapping "),
        (b"case: {key: x\n", 2, "is not YAML here"),
        (b"a: 1\n---\nb: 2\n", 2, "has a second document"),
        (b"case:\n  title: \xff\xfe\n", 2, "is not UTF-8 text here: save the file as UTF-8."),
        (b"case: &a\n  key: *a\n", 1, "repeats an anchor inside itself"),
        (b"? [a, b]\n: c\n", 1, "has a list or a mapping as a key"),
    ],
)
def test_file_that_cannot_be_read_is_reported(folders, text, line, message):
    folders.case.write_bytes(text)
    assert any(one.startswith(f"{CASE}:{line}: {message}") for one in problems(folders)), problems(
        folders
    )


def test_country_of_two_letters_is_no_yes_or_no(folders):
    """In YAML 1.1 a bare NO is false and a key `on` is true."""
    folders.change("  country: ZM", "  country: NO")
    folders.change(
        "    professions: [poet]", "    ages: [{age: 5, on: 2030-01-01, cite: [900/1.1]}]"
    )
    assert problems(folders) == []


def test_fixture_of_an_unknown_model_is_reported(folders):
    (folders.fixtures / "judges.json").write_text('[{"model": "cases.judge", "fields": {}}]')
    assert problems(folders)[0].startswith(
        "fixtures/judges.json:1: 'cases.judge' is no model of a fixture"
    )


def test_article_that_repeats_an_unknown_one_is_reported(folders):
    folders.change('published: "2030-05-07"', 'same_as: "900/9"', folders.documents)
    assert any("there is no source '900/9'" in one for one in problems(folders))
