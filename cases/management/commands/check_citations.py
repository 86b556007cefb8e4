"""manage.py check_citations: holds every citation against the attached documents."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cases.seeding.citing import check_citations


class Command(BaseCommand):
    help = "Checks that the cited articles name the people and hold the figures of the facts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seeds", type=Path, default=Path(settings.BASE_DIR) / "seeds")
        parser.add_argument("--fixtures", type=Path, default=Path(settings.BASE_DIR) / "fixtures")

    def handle(self, *args: Any, **options: Any) -> None:
        report = check_citations(options["seeds"], options["fixtures"])
        for failure in report.failures:
            self.stdout.write(str(failure))
        if options["verbosity"] > 1:
            for inferred in report.unverified:
                self.stdout.write(f"inferred  {inferred}")
        self.stdout.write(report.summary())
        if report.failures:
            raise CommandError("Some citations do not hold.", returncode=1)
