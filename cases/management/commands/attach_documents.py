"""manage.py attach_documents <folder>: stores the source documents for researchers and checks."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cases.seeding.attaching import attach_documents


class Command(BaseCommand):
    help = "Checks the source documents in a folder and stores their paragraphs, never published."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--seeds", type=Path, default=Path(settings.BASE_DIR) / "seeds")

    def handle(self, *args: Any, **options: Any) -> None:
        report = attach_documents(options["folder"], options["seeds"])
        for line in report.stored:
            self.stdout.write(line)
        if report.errors:
            raise CommandError("\n".join(report.errors), returncode=1)
