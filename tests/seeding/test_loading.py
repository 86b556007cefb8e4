"""Loading: idempotence, what the desk changed or deleted, references in any order, dry runs."""

import pytest
from django.db import IntegrityError

from cases.models import (
    Case,
    Charge,
    ChargeStep,
    Event,
    EventCitation,
    Person,
    PersonName,
    Place,
    SeedRecord,
    Sentence,
    Source,
)
from cases.models.base import public_id_for
from cases.seeding.reporting import Outcome

pytestmark = pytest.mark.django_db


def counts(report):
    return {one.value: number for one, number in report.counts.items() if number}


def test_first_seeding_creates_every_row(folders):
    report = folders.load()
    assert counts(report) == {
        "created": SeedRecord.objects.exclude(model_name__endswith="Citation").count()
    }
    assert Case.objects.get().slug == "zm-orvel-ilan-2030"
    assert Case.objects.get().state == "published"


def test_second_seeding_changes_nothing(loaded):
    history = Event.history.count()
    report = loaded.load()
    assert set(counts(report)) == {"unchanged"}
    assert report.lines() == [report.summary()]
    assert Event.history.count() == history


def test_identifiers_follow_from_the_stable_keys(loaded):
    key = "case/zm-orvel-ilan-2030/event/arrest"
    assert Event.objects.get(kind="arrest").public_id == public_id_for("cases.Event", key)


def test_references_work_in_any_order(loaded):
    arrest, sentence = (Event.objects.get(kind=kind) for kind in ("arrest", "sentence"))
    assert sentence.after == arrest
    assert Place.objects.get(key="zm-harbour").parent.key == "zm"
    lawyer = sentence.participants.get(role="lawyer").person
    assert lawyer.slug == "melin-ada"


def test_events_affect_the_subjects_where_nobody_is_named(loaded):
    parts = Event.objects.get(kind="arrest").participants.all()
    assert [(one.person.slug, one.role) for one in parts] == [("orvel-ilan", "affected")]


def test_first_name_is_primary_unless_said_otherwise(loaded):
    names = PersonName.objects.filter(person__slug="orvel-ilan")
    assert [(one.text, one.kind, one.script) for one in names] == [
        ("Ilan Orvel", "primary", "latn"),
        ("Илан Орвель", "spelling", "cyrl"),
    ]


def test_partial_dates_get_their_bounds(loaded):
    event = Event.objects.get(kind="arrest")
    assert (event.date, str(event.date_earliest), str(event.date_latest)) == (
        "2030-03-04",
        "2030-03-04",
        "2030-03-04",
    )


def test_history_says_that_a_seed_wrote(loaded):
    assert set(Case.history.values_list("history_change_reason", flat=True)) == {"seed"}


def test_changed_seed_updates_the_row(loaded):
    loaded.change("He was sentenced.", "The court sentenced him.")
    report = loaded.load()
    assert report.counts[Outcome.UPDATED] == 1
    assert Event.objects.get(kind="sentence").summary == "The court sentenced him."


def test_key_left_out_sets_the_column_back(loaded):
    loaded.change("    court: zm-harbour-court\n", "")
    loaded.load()
    assert Event.objects.get(kind="sentence").court is None


def test_desk_edit_survives_a_second_seeding(loaded):
    Event.objects.filter(kind="arrest").update(summary="Mended at the desk.")
    report = loaded.load()
    assert Event.objects.get(kind="arrest").summary == "Mended at the desk."
    assert set(counts(report)) == {"unchanged"}
    assert "edited at the desk" in str(report.kept[0])
    assert str(report.kept[0]).startswith(
        f"seeds/cases/zm-orvel-ilan-2030.yaml:{loaded.line_of('key: arrest')}: "
    )


def test_desk_edit_of_a_column_that_seeds_leave_alone_is_no_edit(loaded):
    Person.objects.filter(slug="orvel-ilan").update(is_name_withheld=True)
    loaded.change("professions: [poet]", "professions: [poet, teacher]")
    report = loaded.load()
    person = Person.objects.get(slug="orvel-ilan")
    assert report.counts[Outcome.UPDATED] == 1
    assert person.is_name_withheld
    assert person.professions == ["poet", "teacher"]


def test_both_changed_is_a_conflict_and_the_desk_is_kept(loaded):
    Event.objects.filter(kind="arrest").update(summary="Mended at the desk.")
    loaded.change("Police arrested him.", "Officers arrested him.")
    for _time in range(2):
        report = loaded.load()
        assert report.counts[Outcome.CONFLICT] == 1
        assert Event.objects.get(kind="arrest").summary == "Mended at the desk."
    assert str(report.conflicts[0]).startswith(
        f"seeds/cases/zm-orvel-ilan-2030.yaml:{loaded.line_of('key: arrest')}: "
    )


def test_conflict_ends_when_desk_and_seed_agree(loaded):
    Event.objects.filter(kind="arrest").update(summary="Mended at the desk.")
    loaded.change("Police arrested him.", "Mended at the desk.")
    assert set(counts(loaded.load())) == {"unchanged"}
    loaded.change("Mended at the desk.", "Changed once more.")
    assert loaded.load().counts[Outcome.UPDATED] == 1


def test_row_deleted_at_the_desk_is_not_made_again(loaded):
    Charge.objects.all().delete()
    report = loaded.load()
    assert not Charge.objects.exists()
    assert set(counts(report)) == {"unchanged"}
    assert any("deleted at the desk" in str(one) for one in report.kept)


def test_deleted_row_that_the_seed_changed_is_a_conflict(loaded):
    Charge.objects.all().delete()
    loaded.change("slander of the state", "slander of the harbour")
    report = loaded.load()
    assert not Charge.objects.exists()
    assert report.counts[Outcome.CONFLICT] == 1


def test_deleted_case_stays_deleted_with_all_that_hangs_on_it(loaded):
    Sentence.objects.all().delete()
    Case.objects.all().delete()
    report = loaded.load()
    assert not Case.objects.exists()
    assert set(counts(report)) == {"unchanged"}


def test_new_row_on_a_deleted_one_is_a_conflict(loaded):
    Charge.objects.all().delete()
    loaded.change(
        "      - {status: convicted, event: sentence}",
        "      - {status: convicted, event: sentence}\n      - {status: pending, event: arrest}",
    )
    report = loaded.load()
    assert report.counts[Outcome.CONFLICT] == 1
    assert "which is not there" in str(report.conflicts[0])


def test_new_row_may_not_follow_a_deleted_one_of_a_later_line(loaded):
    ChargeStep.objects.all().delete()
    Sentence.objects.all().delete()
    Event.objects.get(kind="sentence").delete()
    loaded.change(
        "events:\n",
        "events:\n  - {key: search, kind: search, cite: ['900/1.1'], after: sentence}\n",
    )
    report = loaded.load()
    assert not Event.objects.filter(kind="search").exists()
    assert "rests on case/zm-orvel-ilan-2030/event/sentence" in str(report.conflicts[0])


def test_row_that_the_database_refuses_is_rejected(folders, monkeypatch):
    def refuse(self, *args, **kwargs):
        raise IntegrityError("CHECK constraint failed: charge_is_sane")

    monkeypatch.setattr(Charge, "save", refuse)
    report = folders.load()
    assert str(report.rejected[0]) == (
        f"seeds/cases/zm-orvel-ilan-2030.yaml:{folders.line_of('- key: slander')}: the database "
        "refuses this row (CHECK constraint failed: charge_is_sane): mend its values."
    )
    assert not Case.objects.exists()
    assert counts(report) == {"rejected": 1}


def test_row_that_left_the_seeds_is_reported_and_stays(loaded):
    text = loaded.case.read_text()
    start = text.index("charges:")
    loaded.case.write_text(text[:start] + text[text.index("sentences:") :])
    report = loaded.load()
    assert Charge.objects.exists()
    assert any("charge/slander is no longer in the seeds" in line for line in report.gone)


def test_gone_row_that_the_desk_deleted_is_reported_no_more(loaded):
    text = loaded.case.read_text()
    start = text.index("charges:")
    loaded.case.write_text(text[:start] + text[text.index("sentences:") :])
    Charge.objects.all().delete()
    assert loaded.load().gone == []


def test_citation_added_at_the_desk_survives(loaded):
    event = Event.objects.get(kind="arrest")
    source = Source.objects.get(key="900/2")
    EventCitation.objects.create(cited=event, source=source, paragraph=2)
    report = loaded.load()
    assert event.citations.count() == 2
    assert set(counts(report)) == {"unchanged"}


def test_changed_citations_replace_those_of_the_seed_only(loaded):
    kept = Event.objects.get(kind="sentence").citations.get()
    loaded.change(
        'people: [orvel-ilan, {person: melin-ada, role: lawyer}]\n    cite: ["900/1.2"]',
        'people: [orvel-ilan, {person: melin-ada, role: lawyer}]\n    cite: ["900/1.3", "900/1.2"]',
    )
    report = loaded.load()
    found = Event.objects.get(kind="sentence").citations.order_by("id")
    assert [one.paragraph for one in found] == [2, 3]
    assert found[0].pk == kept.pk
    assert counts(report)["updated"] == 1
    assert set(counts(loaded.load())) == {"unchanged"}


def test_citations_changed_on_both_sides_are_a_conflict(loaded):
    event = Event.objects.get(kind="arrest")
    event.citations.update(paragraph=3)
    loaded.change("attributed_to: the police", "attributed_to: the harbour police")
    report = loaded.load()
    assert report.counts[Outcome.CONFLICT] == 1
    assert event.citations.get().paragraph == 3


def test_new_link_between_old_and_new_events_is_complete_at_once(loaded):
    loaded.change(
        "    summary: Police arrested him.",
        "    after: search\n    summary: Police arrested him.",
    )
    loaded.change(
        "charges:",
        "  - {key: search, kind: search, cite: ['900/1.1'], summary: A search., before: arrest}\n"
        "charges:",
    )
    loaded.load()
    search, arrest = (Event.objects.get(kind=kind) for kind in ("search", "arrest"))
    assert arrest.after == search
    assert search.before == arrest
    assert set(counts(loaded.load())) == {"unchanged"}


def test_spelling_that_an_old_row_still_has_is_a_conflict(loaded):
    loaded.change("{text: Ilan Orvel, cite:", "{text: Илан Орвель, cite:")
    loaded.change(
        "{text: Илан Орвель, origin: editorial}", "{text: Ilan Orwell, origin: editorial}"
    )
    report = loaded.load()
    # The old second spelling still stands in the way: nobody is asked to guess.
    assert report.counts[Outcome.CONFLICT] == 1
    assert "stands in its way" in str(report.conflicts[0])


def test_person_made_at_the_desk_is_not_taken_over(folders):
    Person.objects.create(slug="melin-ada", note="From the desk.")
    report = folders.load()
    assert Person.objects.get(slug="melin-ada").note == "From the desk."
    assert report.counts[Outcome.CONFLICT] > 0


def test_reference_data_from_elsewhere_is_known_by_its_key(folders):
    Place.objects.create(key="zm", name="Zemlia", kind="country", country="ZM")
    report = folders.load()
    assert report.counts[Outcome.CONFLICT] == 0
    assert Place.objects.filter(key="zm").count() == 1


def test_desk_edit_of_reference_data_survives(loaded):
    Place.objects.filter(key="zm-harbour").update(name="Haven")
    loaded.load()
    assert Place.objects.get(key="zm-harbour").name == "Haven"


def test_dry_run_writes_nothing_and_counts_all(folders):
    report = folders.load(is_dry_run=True)
    assert report.counts[Outcome.CREATED] > 20
    assert not Case.objects.exists()
    assert not SeedRecord.objects.exists()
    assert "Dry run" in report.summary()


def test_anything_wrong_writes_nothing_at_all(folders):
    folders.change("kind: arrest\n", "kind: arest\n")
    report = folders.load()
    assert report.is_rejected
    assert not Place.objects.exists()


def test_queries_do_not_grow_when_nothing_changed(loaded, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        loaded.load()
