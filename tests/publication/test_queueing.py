"""What depends on a change: at once up to a limit, queued beyond it, and what comes due."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import DataError

from cases import models as m
from cases.publication import models as p
from cases.publication import projecting, queueing
from cases.publication.comparing import check_everything
from cases.publication.queueing import project_mentioning, queue, work_off_due
from cases.publication.rebuilding import publish_everything
from cases.vocabulary import EventKind
from tests import factories as f
from tests.publication.scenes import LATER, NOW, TODAY, make_world, publish

pytestmark = pytest.mark.django_db


def work_off(today=TODAY):
    return work_off_due(today=today, now=LATER)


def test_rename_shows_in_the_flat_text_at_once():
    world = make_world()
    publish_everything(today=TODAY, now=NOW)
    court = world.one.court
    court.name = "Bench of Lower Ford"
    court.save()
    queued = project_mentioning(f"court:{court.public_id}", today=TODAY, now=LATER)
    assert queued == 0
    assert p.Label.objects.get(ref=f"court:{court.public_id}").text == "Bench of Lower Ford"
    row = p.PublishedCase.objects.get(public_id=world.one.case.public_id)
    assert row.courts == "Bench of Lower Ford"
    (event,) = p.PublishedEvent.objects.filter(case=row).exclude(court="")
    assert "Bench of Lower Ford" in event.court
    assert [str(one) for one in check_everything(today=TODAY)] == []


def test_rename_of_a_person_reaches_the_cases_of_others():
    world = make_world()
    publish_everything(today=TODAY, now=NOW)
    name = world.other.names.get(kind="primary")
    name.text = "Ada Zorav"
    name.save()
    project_mentioning(f"person:{world.other.public_id}", today=TODAY, now=LATER)
    assert "Ada Zorav" in p.PublishedCase.objects.get(public_id=world.one.case.public_id).subjects
    assert [str(one) for one in check_everything(today=TODAY)] == []


def test_what_is_beyond_the_limit_waits_in_the_queue(monkeypatch):
    monkeypatch.setattr(queueing, "INLINE", 2)
    court = f.CourtFactory()
    for _n in range(4):
        publish(f.make_case(court=court).case)
    court.name = "Renamed"
    court.save()
    queued = project_mentioning(f"court:{court.public_id}", today=TODAY, now=LATER)
    assert queued == p.QueuedProjection.objects.count() > 0
    work_off()
    assert not p.QueuedProjection.objects.exists()
    assert set(p.PublishedCase.objects.values_list("courts", flat=True)) == {"Renamed"}
    assert [str(one) for one in check_everything(today=TODAY)] == []


def test_document_that_cannot_be_projected_keeps_no_other_waiting(monkeypatch, caplog):
    good, bad = f.make_case(), f.make_case()
    for made in (good, bad):
        publish(made.case)
        m.Event.objects.filter(pk=made.arrest.pk).update(summary="Told in other words.")
    refs = [f"case:{made.case.public_id}" for made in (good, bad)]
    queue(refs, now=NOW)

    def project_refs(refs, **clock):
        if f"case:{bad.case.public_id}" in refs:
            raise DataError("value too long")
        return projecting.project_refs(refs, **clock)

    monkeypatch.setattr(queueing, "project_refs", project_refs)
    done = work_off()
    assert done.failed == [f"case:{bad.case.public_id}"]
    assert "could not be projected" in caplog.text
    waiting = p.QueuedProjection.objects.values_list("document", flat=True)
    assert list(waiting) == done.failed
    assert p.PublishedEvent.objects.filter(summary="Told in other words.").count() == 1
    with pytest.raises(CommandError, match=f"case:{bad.case.public_id}"):
        call_command("publish", "--due", "--today", TODAY.isoformat())


def test_what_is_queued_while_a_rebuild_runs_goes_on_waiting():
    made = f.make_case()
    ref = f"case:{made.case.public_id}"
    queue([ref, "case:earlier"], now=NOW)

    def edit_meanwhile(_done):
        queue([ref], now=NOW)

    publish_everything(today=TODAY, now=LATER, progress=edit_meanwhile)
    assert list(p.QueuedProjection.objects.values_list("document", flat=True)) == [ref]
    publish_everything(today=TODAY, now=LATER, is_resumed=True)
    assert list(p.QueuedProjection.objects.values_list("document", flat=True)) == [ref]
    publish_everything(today=TODAY, now=LATER)
    assert not p.QueuedProjection.objects.exists()


def test_administrative_arrest_runs_out_on_its_day():
    made = f.make_case(sentenced="2031-08-25")
    made.arrest.kind = EventKind.PROTEST
    made.arrest.save()
    made.sentence.kind, made.sentence.years, made.sentence.days = "administrative_arrest", 0, 15
    made.sentence.save()
    publish(made.case)
    row = p.PublishedCase.objects.get()
    assert (row.status, row.due_on) == ("administrative_arrest", date(2031, 9, 9))
    work_off(date(2031, 9, 8))
    assert p.PublishedCase.objects.get().status == "administrative_arrest"
    work_off(date(2031, 9, 9))
    row = p.PublishedCase.objects.get()
    assert (row.status, row.due_on) == ("free", None)
    assert p.PublishedPerson.objects.get().status == "free"
    assert [str(one) for one in check_everything(today=date(2031, 9, 9))] == []


def test_embargo_that_has_ended_publishes():
    made = f.make_case(embargoed_until=date(2031, 9, 5))
    publish(made.case)
    work_off(date(2031, 9, 4))
    assert not p.PublishedCase.objects.exists()
    work_off(date(2031, 9, 5))
    assert p.PublishedCase.objects.exists()


def test_nothing_due_changes_nothing():
    made = f.make_case()
    publish(made.case)
    done = work_off(date(2040, 1, 1))
    assert (done.created, done.updated, done.removed) == (0, 0, 0)


def test_death_told_in_one_case_shows_in_the_other():
    world = make_world()
    publish_everything(today=TODAY, now=NOW)
    f.make_event(world.one.case, world.one.person, kind=EventKind.DEATH_IN_CUSTODY, date="2031-08")
    publish(world.one.case)
    row = p.PublishedCase.objects.get(public_id=world.two.case.public_id)
    assert row.document["subjects"][0]["state"]["state"] == "dead"
