"""`manage.py publish`: make, refresh or compare the publications. Arguments in, report out."""

import sys
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from cases import dates
from cases.publication.batching import BATCH, how_many
from cases.publication.comparing import check_everything
from cases.publication.purging import tell_waiting
from cases.publication.queueing import work_off_due
from cases.publication.rebuilding import publish_everything


class Command(BaseCommand):
    help = "Make publications from the facts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--all", action="store_true", help="rebuild everything")
        what.add_argument("--due", action="store_true", help="project what is due or queued")
        what.add_argument("--check", action="store_true", help="compare; exit 1 on any drift")
        parser.add_argument("--today", help="a day other than today, as 2031-06-01")
        parser.add_argument("--batch", type=int, default=BATCH, help="cases a transaction")
        parser.add_argument("--resume", action="store_true", help="go on where --all stopped")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["batch"] < 1:
            raise CommandError(_("--batch must be at least 1."))
        today = _day(options["today"])
        if options["all"]:
            self._rebuild(today, batch=options["batch"], is_resumed=options["resume"])
        elif options["due"]:
            done = work_off_due(today=today, now=timezone.now())
            self.stdout.write(_changes(done))
            was_told = tell_waiting()
            if done.failed:
                failed = ", ".join(done.failed)
                raise CommandError(_("Not projected: %(failed)s.") % {"failed": failed})
            if not was_told:
                raise CommandError(_("The cache in front was not told what to forget."))
        else:
            self._check(today, batch=options["batch"])

    def _rebuild(self, today: date, *, batch: int, is_resumed: bool) -> None:
        with _bar() as bar:
            report = publish_everything(
                today=today,
                now=timezone.now(),
                progress=bar.update,
                batch=batch,
                is_resumed=is_resumed,
            )
        self.stdout.write(_changes(report))
        for key, problems in sorted(report.refused.items()):
            self.stderr.write(_("Not published: case %(key)s") % {"key": key})
            for problem in problems:
                self.stderr.write(f"  {problem}")

    def _check(self, today: date, *, batch: int) -> None:
        drifts = 0
        with _bar() as bar:
            for line in check_everything(today=today, progress=bar.update, batch=batch):
                self.stdout.write(str(line))
                drifts += 1
        if drifts:
            raise CommandError(_("%(count)s drifts.") % {"count": drifts})
        self.stdout.write(_("No drift."))


def _day(text: str | None) -> date:
    if not text:
        return timezone.localdate()
    try:
        return dates.parse_day(text)
    except dates.DateError as error:
        raise CommandError(str(error)) from error


def _bar() -> Any:
    return tqdm(total=how_many(), unit="rows", disable=not sys.stderr.isatty())


def _changes(done: Any) -> str:
    return _(
        "%(created)s created, %(updated)s updated, %(unchanged)s unchanged, %(removed)s removed."
    ) % {
        "created": done.created,
        "updated": done.updated,
        "unchanged": done.unchanged,
        "removed": done.removed,
    }
