"""One seeding from end to end: read, check, write in one transaction, publish, report."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from cases.seeding.checking import check
from cases.seeding.gathering import gather
from cases.seeding.loading import Loading
from cases.seeding.planning import plan
from cases.seeding.publishing import publish, refuse_incomplete
from cases.seeding.reporting import SeedReport


def apply_seeds(
    seeds_folder: Path,
    fixtures_folder: Path,
    *,
    today: date,
    now: datetime,
    is_dry_run: bool = False,
    publishes: bool = True,
) -> SeedReport:
    """Load both folders. Anything wrong: nothing is written, and the report says what is wrong.

    With `is_dry_run` everything is done and then undone. `today` decides embargoes on
    publishing, `now` becomes the time of what changed in public.
    """
    report = SeedReport(is_dry_run=is_dry_run)
    seeds = gather(seeds_folder, fixtures_folder)
    if problems := check(seeds):
        report.reject(problems)
        report.close()
        return report
    rows = plan(seeds)
    with transaction.atomic():
        Loading(rows, report).run()
        if report.has_changes and not report.is_rejected:
            refuse_incomplete(rows, report)
        if is_dry_run or report.is_rejected:
            transaction.set_rollback(True)
        elif publishes:
            publish(report, today=today, now=now)
    report.close()
    return report
