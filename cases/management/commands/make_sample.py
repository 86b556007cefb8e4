"""manage.py make_sample: invented cases, as many as asked for, into an empty database."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from cases.publication.batching import how_many
from cases.sampling.making import NotEmpty, make_facts, make_published, publish_facts


class Command(BaseCommand):
    help = "Make invented cases in invented countries. Refuses a database that holds a record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cases", type=int, required=True)
        parser.add_argument("--seed", type=int, default=1, help="another seed, other cases")
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--facts", action="store_true", help="facts, then published (the default)"
        )
        what.add_argument(
            "--published", action="store_true", help="published rows only, in bulk: for a million"
        )
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)

    def handle(self, *args: Any, **options: Any) -> None:
        cases = options["cases"]
        if cases < 1:
            raise CommandError(_("--cases must be at least 1."))
        make = self._published if options["published"] else self._facts
        try:
            make(cases, options)
        except NotEmpty as error:
            raise CommandError(_("This database is not empty; take one that is.")) from error
        self.stdout.write(_("%(cases)s cases made.") % {"cases": cases})

    def _facts(self, cases: int, options: Any) -> None:
        now = timezone.now()
        with _bar(cases, "facts") as bar:
            make_facts(cases, seed=options["seed"], now=now, progress=bar.update)
        with _bar(how_many(), "published") as bar:
            publish_facts(today=timezone.localdate(), now=now, progress=bar.update)

    def _published(self, cases: int, options: Any) -> None:
        with _bar(cases, "published") as bar:
            make_published(
                cases,
                seed=options["seed"],
                today=timezone.localdate(),
                now=timezone.now(),
                processes=max(1, options["processes"]),
                progress=bar.update,
            )


def _bar(total: int, what: str) -> Any:
    return tqdm(total=total, unit="rows", desc=what, disable=not sys.stderr.isatty())
