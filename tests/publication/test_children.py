"""The child tables: their rows say what the documents say, and come and go with them."""

from datetime import date

import pytest

from cases import models as m
from cases.publication import models as p
from cases.publication.children import CHILDREN
from cases.publication.comparing import check_everything
from cases.publication.flattening import confirmed_text
from cases.publication.projecting import project_refs, unpublish_case
from cases.publication.queueing import work_off_due
from cases.publication.rebuilding import publish_everything
from cases.publication.tabulating import Cited
from cases.publication.withholding import withhold_name
from cases.vocabulary import EventKind, ParticipantRole
from tests import factories as f
from tests.publication.scenes import LATER, NOW, TODAY, make_world, publish

pytestmark = pytest.mark.django_db


def drifts(today=TODAY):
    return [str(one) for one in check_everything(today=today)]


def rebuilt():
    world = make_world()
    publish_everything(today=TODAY, now=NOW)
    return world


def cited_in(document, kinds):
    """(fact, source) of every citation of a document's facts."""
    sources = {one["n"]: one["source"] for one in document["citations"]}
    return sorted(
        (part["id"], sources[n].partition(":")[2])
        for kind in kinds
        for part in document[kind]
        for n in part["citations"]
    )


def test_rows_of_a_case_are_those_of_its_document():
    rebuilt()
    for case in p.PublishedCase.objects.all():
        for kind, table in CHILDREN.items():
            if kind not in ("citation", "part", "affiliation"):
                ids = sorted(part["id"] for part in case.document[f"{kind}s"])
                rows = table.objects.filter(case=case)
                assert sorted(rows.values_list("public_id", flat=True)) == ids


def test_citations_of_a_case_are_those_of_its_document():
    rebuilt()
    kinds = ("events", "charges", "sentences", "designations", "affiliations", "relations")
    for case in p.PublishedCase.objects.all():
        rows = p.PublishedCitation.objects.filter(case=case).exclude(fact_type="dispute_claim")
        found = sorted(rows.values_list("fact_id", "source_id"))
        assert found == cited_in(case.document, kinds) != []


def test_every_claim_of_a_dispute_is_among_the_citations():
    world = rebuilt()
    rows = p.PublishedCitation.objects.filter(dispute_id=world.dispute.public_id)
    assert set(rows.values_list("claim", "claim_used")) == {
        ("On the fourth", False),
        ("On the second", False),
    }
    assert {row.case_slug for row in rows} == {world.one.case.slug}


def test_claim_without_a_source_is_listed_without_one():
    cited = Cited([], {"owner": "case:x"})
    cited.add_claims(
        [{"id": "q", "question": "When?", "claims": [
            {"id": "k", "claim": "At night", "is_used": True, "citations": []}]}]
    )  # fmt: skip
    ((key, fact, one),) = cited.uses()
    assert key.startswith("k-")
    assert (fact["claim"], fact["claim_used"], one["source"]) == ("At night", True, None)


def test_facts_outside_cases_are_cited_without_a_case():
    world = rebuilt()
    rows = p.PublishedCitation.objects.filter(case__isnull=True)
    found = {(row.fact_type, row.fact_id) for row in rows}
    assert ("event", world.ban.public_id) in found
    assert ("reported_count", world.count.public_id) in found
    assert {"name", "organisation_name", "organisation_link"} <= {kind for kind, _key in found}
    assert set(rows.values_list("case_public_id", "case_slug")) == {("", "")}


def test_tie_of_somebody_with_a_page_is_cited_in_their_cases_only():
    world = rebuilt()
    founder = f.make_person("Orin Vell")
    founding = f.make_event(None, founder, kind=EventKind.FOUNDED, role=ParticipantRole.ACTOR)
    f.EventParticipantFactory(event=founding, person=None, organisation=world.movement)
    tie = f.AffiliationFactory(person=founder, organisation=world.movement, role="founder")
    m.Affiliation.objects.filter(pk=world.affiliation.pk).update(role="leader")
    f.cite(tie)
    publish_everything(today=TODAY, now=LATER)
    owners = {
        row.public_id: set(
            p.PublishedCitation.objects.filter(fact_id=row.public_id).values_list(
                "owner", flat=True
            )
        )
        for row in (tie, world.affiliation)
    }
    assert owners[tie.public_id] == {f"organisation:{world.movement.public_id}"}
    assert owners[world.affiliation.public_id] == {f"case:{case.public_id}" for case in world.cases}
    assert drifts() == []


def test_identifier_of_a_citation_outlives_its_wording():
    world = rebuilt()
    rows = p.PublishedCitation.objects.filter(fact_id=world.one.arrest.public_id)
    before = set(rows.values_list("public_id", flat=True))
    world.one.arrest.citations.update(attributed_to="a neighbour", note="By telephone.")
    f.cite(world.one.arrest)
    publish(world.one.case)
    after = {row.public_id: row.attributed_to for row in rows.filter(fact_type="event").all()}
    assert len(after) == 2
    assert len(before & set(after)) == 1
    assert "a neighbour" in after.values()


def test_designation_by_an_event_of_no_case_hangs_on_the_person():
    world = make_world()
    event = f.make_event(None, world.other, kind=EventKind.DESIGNATION, date="2031-07")
    designation = f.DesignationFactory(person=world.other, granted=event)
    f.cite(designation)
    publish_everything(today=TODAY, now=NOW)
    row = p.PublishedDesignation.objects.get(public_id=designation.public_id)
    assert (row.owner, row.case) == (f"person:{world.other.public_id}", None)
    assert (row.name, row.granted, row.granted_latest) == (
        "Ada Melin",
        "2031-07",
        date(2031, 7, 31),
    )
    assert drifts() == []


def test_confidential_source_is_masked_in_the_citations():
    made = f.make_case()
    source = f.SourceFactory(is_confidential=True, label="A clerk's letter")
    f.cite(made.arrest, source, paragraph=3, attributed_to="a clerk", note="By hand.")
    publish(made.case)
    row = p.PublishedCitation.objects.get(source_id="confidential", fact_type="event")
    told = (row.publisher, row.document, row.locator, row.attributed_to, row.note)
    assert (row.paragraph, row.article, *told) == (None, None, "", "", "", "", "")
    assert "clerk" not in row.source


def test_source_beside_a_confidential_one_repeats_nothing():
    made = f.make_case()
    f.cite(made.arrest, f.SourceFactory(is_confidential=True))
    publish(made.case)
    label = p.Label.objects.get(ref=f"source:{made.source.public_id}")
    assert label.detail["same_as"] is None
    assert drifts() == []


def test_withheld_name_leaves_the_child_tables():
    world = rebuilt()
    assert p.PublishedSubject.objects.filter(name="Ada Melin").exists()
    withhold_name(world.other, today=TODAY, now=LATER)
    for model in CHILDREN.values():
        for row in model.objects.values_list():
            assert "Melin" not in " ".join(map(str, row))
    names = p.PublishedCitation.objects.filter(fact_type="name")
    assert not names.filter(owner=f"person:{world.other.public_id}").exists()
    assert drifts() == []


def test_rows_of_a_case_go_with_it():
    world = rebuilt()
    unpublish_case(world.one.case, today=TODAY, now=LATER)
    for model in CHILDREN.values():
        assert not model.objects.filter(owner=f"case:{world.one.case.public_id}").exists()
    assert not p.PublishedCitation.objects.filter(owner=f"person:{world.other.public_id}").exists()
    assert drifts() == []


def test_event_of_no_case_goes_with_its_citations():
    world = rebuilt()
    m.Event.objects.filter(pk=world.ban.pk).update(is_public=False)
    project_refs([f"event:{world.ban.public_id}"], today=TODAY, now=LATER)
    assert not p.PublishedEvent.objects.filter(public_id=world.ban.public_id).exists()
    assert not p.PublishedCitation.objects.filter(fact_id=world.ban.public_id).exists()
    assert drifts() == []


def test_event_taken_into_a_case_has_its_citations_there():
    world = rebuilt()
    m.Event.objects.filter(pk=world.ban.pk).update(case=world.one.case)
    refs = [f"case:{world.one.case.public_id}", f"organisation:{world.movement.public_id}"]
    project_refs(refs, today=TODAY, now=LATER)
    rows = p.PublishedCitation.objects.filter(fact_id=world.ban.public_id)
    assert {row.owner for row in rows} == {f"case:{world.one.case.public_id}"}
    assert drifts() == []


def test_count_that_loses_its_source_leaves_no_citation():
    world = rebuilt()
    world.count.citations.all().delete()
    publish_everything(today=TODAY, now=LATER)
    assert not p.PublishedCitation.objects.filter(fact_type="reported_count").exists()
    assert drifts() == []


def test_only_rows_that_changed_are_written():
    world = rebuilt()
    m.Charge.objects.filter(pk=world.one.charge.pk).update(wording="In other words, an insult")
    publish(world.one.case)
    project_refs([f"case:{world.one.case.public_id}"], today=TODAY, now=LATER)
    m.Sentence.objects.filter(pk=world.one.sentence.pk).update(note="Told later.")
    project_refs([f"case:{world.one.case.public_id}"], today=TODAY, now=LATER)
    changed = {
        (kind, key)
        for kind, model in CHILDREN.items()
        for key in model.objects.filter(updated_at=LATER).values_list("public_id", flat=True)
    }
    assert changed == {("sentence", world.one.sentence.public_id)}


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        ("subject", "name"),
        ("charge", "wording"),
        ("sentence", "note"),
        ("designation", "grantor"),
        ("citation", "publisher"),
    ],
)
def test_check_finds_and_rebuild_mends_a_changed_row(kind, column):
    rebuilt()
    model = CHILDREN[kind]
    model.objects.update(**{column: "Wrong"})
    assert any(f"{kind}:" in one and f"{column} differs" in one for one in drifts())
    publish_everything(today=TODAY, now=LATER)
    assert drifts() == []
    key = model.objects.order_by("pk").first().public_id
    model.objects.filter(public_id=key).delete()
    assert drifts() == [f"{kind}:{key}: is not published"]


def test_row_without_an_owner_is_found_and_removed():
    rebuilt()
    row = p.PublishedCitation.objects.filter(case__isnull=True).first()
    row.pk, row.public_id, row.owner = None, "stray", "person:nobody"
    row.save()
    assert drifts() == ["citation:stray: is published and should not be"]
    publish_everything(today=TODAY, now=LATER)
    assert drifts() == []


def test_charge_and_sentence_say_what_their_history_says():
    made = f.make_case()
    f.ConditionFactory(sentence=made.sentence, kind="media_ban", years=3, note="no; none")
    publish(made.case)
    charge, sentence = p.PublishedCharge.objects.get(), p.PublishedSentence.objects.get()
    part = p.PublishedCase.objects.get().document["charges"][0]
    assert charge.status == part["status"]
    assert charge.brought == next(
        (step["date"]["edtf"] for step in part["steps"] if step["status"] == "pending"), ""
    )
    assert (sentence.years, sentence.imposed) == (7, made.trial.date)
    assert sentence.conditions.startswith("media_ban P3Y")
    assert "; " not in sentence.conditions
    assert sentence.person == charge.person == p.PublishedPerson.objects.get().name


def told(edtf, earliest, latest, **values):
    return {"date": {"edtf": edtf, "earliest": earliest, "latest": latest}, "end": None, **values}


@pytest.mark.parametrize(
    ("events", "text"),
    [
        ([], "2031-08-01"),
        ([told("2031-08", "2031-08-01", "2031-08-31")], "2031-08"),
        (
            [
                told("2031-08", "2031-08-01", "2031-08-31"),
                told("2031-08-01", "2031-08-01", "2031-08-01"),
            ],
            "2031-08-01",
        ),
        ([told("2031-03/2031-08", "2031-03-01", "2031-08-31")], "2031-08"),
        (
            [
                told("2031-03-04", "2031-03-04", "2031-03-04",
                     end={"edtf": "2031-08", "earliest": "2031-08-01", "latest": "2031-08-31"}),
            ],
            "2031-08",
        ),
    ],
)  # fmt: skip
def test_confirmation_is_told_as_the_source_tells_it(events, text):
    assert confirmed_text(events, "2031-08-01") == text


def test_confirmed_month_is_not_padded_to_a_day():
    made = f.make_case()
    f.make_event(made.case, made.person, kind=EventKind.STATUS_REPORT, date="2031-08",
                 stated_custody="imprisoned", source=made.source)  # fmt: skip
    publish(made.case)
    assert p.PublishedPerson.objects.get().status_confirmed == "2031-08"
    assert p.PublishedSubject.objects.get().status_confirmed == "2031-08"


def test_organisation_is_projected_when_its_suspension_runs_out():
    world = make_world()
    event = f.make_event(None, kind=EventKind.SUSPENDED, date="2031-08-20",
                         duration_days=30)  # fmt: skip
    f.EventParticipantFactory(event=event, person=None, organisation=world.grantor)
    publish_everything(today=TODAY, now=NOW)
    row = p.PublishedOrganisation.objects.get(public_id=world.grantor.public_id)
    assert row.due_on is not None
    before, due_on = row.status, row.due_on
    work_off_due(today=due_on, now=LATER)
    row.refresh_from_db()
    assert row.due_on != due_on
    assert row.status != before
    assert drifts(due_on) == []
