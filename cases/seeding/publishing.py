"""Publishes what a seeding wrote: refuses cases that lack something, then renews the public rows.

What a case needs is `cases.publication.checking`'s to say.
"""

from __future__ import annotations

from datetime import date, datetime

from cases.models import Case, SeedRecord
from cases.publication.checking import problems
from cases.publication.documents import SCHEMA_VERSION
from cases.publication.models import PublishedCase
from cases.publication.reading import Reach, read
from cases.publication.rebuilding import publish_everything
from cases.seeding.reporting import Outcome, Problem, SeedReport
from cases.seeding.rows import Row
from cases.vocabulary import WorkflowState


def refuse_incomplete(rows: list[Row], report: SeedReport) -> None:
    """Reject published cases of the seeds that lack what publication needs.

    A case in which the desk had a hand is its own affair: that is a conflict and stops nothing.
    """
    planned = {row.key: row for row in rows if row.model is Case}
    records = SeedRecord.objects.filter(model_name=Case._meta.label).values_list(
        "seed_key", "object_id"
    )
    keys = {object_id: key for key, object_id in records if key in planned}
    published = Case.objects.filter(pk__in=keys, state=WorkflowState.PUBLISHED)
    ids = set(published.values_list("pk", flat=True))
    facts = read(Reach(cases=ids))
    touched = {one.file for one in (*report.kept, *report.conflicts)}
    for case_id in sorted(ids):
        row = planned[keys[case_id]]
        found = [
            Problem(row.file, row.line, f"{row.key}: cannot be published: {problem}")
            for problem in problems(facts, case_id)
        ]
        if found and row.file in touched:
            report.conflicts += found
            report.counts[Outcome.CONFLICT] += len(found)
        else:
            report.reject(found)


def publish(report: SeedReport, *, today: date, now: datetime) -> None:
    """Renew the public rows if the seeding changed anything, or if some are not there yet."""
    if not report.has_changes and not _is_behind(today):
        return
    done = publish_everything(today=today, now=now)
    refused = f", {len(done.refused)} refused by the checks" if done.refused else ""
    report.published = f"Published cases: {PublishedCase.objects.count()}{refused}."


def _is_behind(today: date) -> bool:
    """Whether a case that should be public has no public row, or one of an older shape."""
    due = Case.objects.filter(state=WorkflowState.PUBLISHED).exclude(embargoed_until__gt=today)
    older = PublishedCase.objects.exclude(schema_version=SCHEMA_VERSION)
    return older.exists() or due.count() > PublishedCase.objects.count()
