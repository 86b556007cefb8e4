"""Rebuilding everything, and comparing without writing."""

import weakref

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import dates
from cases import models as m
from cases.publication import counting, rebuilding
from cases.publication import models as p
from cases.publication.comparing import check_everything
from cases.publication.projecting import project
from cases.publication.queueing import work_off_due
from cases.publication.rebuilding import publish_everything
from cases.publication.sweeping import STALE_KINDS, stale_rows
from tests import factories as f
from tests.public.planning import plan
from tests.publication.scenes import LATER, NOW, TODAY, make_world, publish

pytestmark = pytest.mark.django_db


def drifts():
    return [str(one) for one in check_everything(today=TODAY)]


def test_rebuild_leaves_no_drift():
    make_world()
    report = publish_everything(today=TODAY, now=NOW)
    assert report.refused == {}
    assert drifts() == []
    assert p.PublishedCase.objects.count() == 2
    assert p.PublishedPerson.objects.count() == 2


def test_rebuild_keeps_no_facts_of_a_batch_that_is_done(monkeypatch):
    """The memory that it takes is that of a batch, however many there are."""
    for n in range(4):
        f.make_case(arrested=f"{1801 + n}-03~")
    # A date that is read for the first time goes to a parser, which remembered who had asked.
    dates._parse.cache_clear()
    facts, alive = [], []

    def noted(*given, **more):
        made, read = project(*given, **more)
        facts.append(weakref.ref(read.index))
        return made, read

    monkeypatch.setattr(rebuilding, "project", noted)
    publish_everything(
        today=TODAY,
        now=NOW,
        batch=1,
        progress=lambda _n: alive.append(sum(one() is not None for one in facts)),
    )
    assert alive == [0] * 4


@pytest.mark.parametrize("kind", STALE_KINDS)
def test_stale_rows_are_found_by_looking_up_the_fact_behind_each(kind):
    """And not by going through all cases or all people for each row, which for a hundred thousand
    took longer than to project them."""
    with CaptureQueriesContext(connection) as captured:
        stale_rows(kind, TODAY)
    found = plan(captured.captured_queries[0]["sql"])
    if connection.vendor == "sqlite":
        scanned = [line for line in found.splitlines() if line.startswith("SCAN")]
        assert len(scanned) == 1 and f"publication_published{kind} " in scanned[0]
    else:
        assert "Anti Join" in found


def test_second_rebuild_changes_nothing():
    make_world()
    first = publish_everything(today=TODAY, now=NOW)
    second = publish_everything(today=TODAY, now=LATER)
    assert (second.created, second.updated, second.removed) == (0, 0, 0)
    assert second.unchanged == first.created
    assert not p.PublishedCase.objects.filter(updated_at=LATER).exists()


@pytest.mark.postgres
def test_rebuild_leaves_statistics_of_facts_and_publications():
    make_world()
    publish_everything(today=TODAY, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_stats WHERE attname = 'title' AND tablename IN (%s, %s)",
            [m.Case._meta.db_table, p.PublishedCase._meta.db_table],
        )
        assert len(cursor.fetchall()) == 2


@pytest.mark.postgres
def test_long_rebuild_has_the_database_look_at_its_tables_whenever_they_have_doubled(monkeypatch):
    """PostgreSQL would go through all of a table for each batch as long as it has not seen it."""
    monkeypatch.setattr(rebuilding, "FIRST_MEASURED", 2)
    for _n in range(9):
        f.make_case()
    with CaptureQueriesContext(connection) as captured:
        publish_everything(today=TODAY, now=NOW, batch=1)
    steps = [one["sql"].split()[0] for one in captured.captured_queries]
    # After two, four and eight cases, and at the end.
    assert steps.count("ANALYZE") == 4


@pytest.mark.parametrize("batch", [1, 2])
def test_rebuild_in_small_batches_gives_the_same(batch):
    make_world()
    publish_everything(today=TODAY, now=NOW, batch=batch)
    assert drifts() == []


def test_publishing_one_by_one_gives_what_a_rebuild_gives():
    world = make_world()
    for case in world.cases:
        publish(case)
    report = publish_everything(today=TODAY, now=LATER)
    assert report.updated == 0
    assert drifts() == []


def test_publishing_in_the_other_order_gives_the_same():
    world = make_world()
    for case in reversed(world.cases):
        publish(case)
    assert publish_everything(today=TODAY, now=LATER).updated == 0


def test_check_finds_each_kind_of_drift():
    world = make_world()
    publish_everything(today=TODAY, now=NOW)
    m.Event.objects.filter(pk=world.one.arrest.pk).update(summary="Changed behind our back.")
    p.CaseFacet.objects.filter(facet="gender").delete()
    p.PublishedSpell.objects.filter(case__isnull=True).delete()
    p.Label.objects.filter(kind="court").update(text="Wrong")
    p.PublishedCourt.objects.update(case_count=9)
    p.Mention.objects.filter(mentioned__startswith="place:").delete()
    p.PersonBody.objects.update(search="")
    p.SourceBody.objects.all().delete()
    p.PublishedReportedCount.objects.update(count=1)
    found = "\n".join(drifts())
    for sign in (
        "document differs",
        "search differs",
        "the facet gender=",
        "the spells differ",
        "the label differs",
        "case_count differs",
        "the mention of place:",
        "count differs",
        "summary differs",
    ):
        assert sign in found
    publish_everything(today=TODAY, now=LATER)
    assert drifts() == []


@pytest.mark.parametrize("most", [1, 2, 1000])
def test_a_rebuild_counts_all_entities_in_portions(most, monkeypatch):
    monkeypatch.setattr(counting, "PORTION", most)
    make_world()
    publish_everything(today=TODAY, now=NOW)
    right = dict(p.PublishedSource.objects.values_list("pk", "case_count"))
    assert len(right) > 2 and set(right.values()) != {9}
    p.PublishedSource.objects.update(case_count=9)
    with CaptureQueriesContext(connection) as captured:
        publish_everything(today=TODAY, now=LATER)
    assert dict(p.PublishedSource.objects.values_list("pk", "case_count")) == right
    recounts = [one for one in captured if one["sql"].startswith('UPDATE "publication_publisheds')]
    assert len(recounts) == (max(right) - min(right)) // most + 1


def test_rebuild_heals_what_a_document_left_behind():
    make_world()
    publish_everything(today=TODAY, now=NOW)
    left = p.PublishedCitation.objects.filter(owner__startswith="person:")
    assert left.update(note="Changed behind our back.") > 0
    p.PublishedPerson.objects.all().delete()
    publish_everything(today=TODAY, now=LATER)
    assert drifts() == []


def test_rebuild_removes_what_no_fact_stands_behind():
    world = make_world()
    publish_everything(today=TODAY, now=NOW)
    m.Case.objects.filter(pk=world.two.case.pk).update(state="draft")
    publish_everything(today=TODAY, now=LATER)
    assert p.PublishedCase.objects.count() == 1
    assert drifts() == []


def test_resumed_rebuild_goes_on_after_the_last_batch():
    world = make_world()
    stopped = []

    def stop(count):
        stopped.append(count)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish_everything(today=TODAY, now=NOW, batch=1, progress=stop)
    assert p.PublishedCase.objects.get().public_id == world.one.case.public_id
    m.Case.objects.filter(pk=world.one.case.pk).update(title="Not looked at again")
    publish_everything(today=TODAY, now=NOW, batch=1, is_resumed=True)
    assert p.PublishedCase.objects.count() == 2
    assert not p.PublishedCase.objects.filter(title="Not looked at again").exists()
    assert not p.QueuedProjection.objects.exists()


@pytest.mark.parametrize("is_resumed", [True, False])
def test_resumed_rebuild_follows_what_was_refused_before_it_stopped(is_resumed):
    """Somebody linked from an earlier batch can be named again once their own case can."""
    near = f.make_case(name="Neva Zorav")
    made = f.make_case(name="Ilan Orvel")
    f.make_case()
    f.cite(f.PersonLinkFactory(person=made.person, related=near.person))
    made.arrest.citations.update(stance="contradicts")
    publish_everything(today=TODAY, now=NOW, batch=1)
    assert p.RefusedCase.objects.exists()
    made.arrest.citations.update(stance="supports")
    batches = iter(range(2))

    def stop(_count):
        if next(batches, None) is None:
            raise AssertionError
        if not p.RefusedCase.objects.exists():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish_everything(today=TODAY, now=NOW, batch=1, progress=stop)
    assert not p.RefusedCase.objects.exists()
    publish_everything(today=TODAY, now=NOW, batch=1, is_resumed=is_resumed)
    assert drifts() == []
    assert not p.QueuedProjection.objects.exists()


def test_rebuild_that_is_begun_anew_forgets_where_another_stopped():
    world = make_world()

    def stop(_count):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish_everything(today=TODAY, now=NOW, batch=1, progress=stop)
    assert work_off_due(today=TODAY, now=NOW).failed == []
    assert p.QueuedProjection.objects.exists()
    m.Case.objects.filter(pk=world.one.case.pk).update(title="Looked at again")
    publish_everything(today=TODAY, now=NOW, batch=1)
    assert p.PublishedCase.objects.filter(title="Looked at again").exists()
    assert not p.QueuedProjection.objects.exists()


def test_refused_case_is_reported_and_left_out():
    made = f.make_case(summary="")
    report = publish_everything(today=TODAY, now=NOW)
    assert report.refused == {made.case.public_id: ["The case has no summary."]}
    assert not p.PublishedCase.objects.exists()
    assert not p.Label.objects.exists()
