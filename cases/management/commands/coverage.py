"""manage.py coverage: which paragraphs are cited, and which names are not coded."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cases.seeding.coverage import check_coverage


class Command(BaseCommand):
    help = (
        "Lists the paragraphs that nothing cites and the names that are neither coded nor excused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seeds", type=Path, default=Path(settings.BASE_DIR) / "seeds")

    def handle(self, *args: Any, **options: Any) -> None:
        report = check_coverage(options["seeds"])
        for line in report.articles:
            self.stdout.write(line)
        for failure in report.failures:
            self.stdout.write(str(failure))
        self.stdout.write(report.summary())
        if report.failures:
            raise CommandError("Some names are neither coded nor left out.", returncode=1)
