"""manage.py seed: loads fixtures/ and seeds/ and publishes what changed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cases.seeding.applying import apply_seeds


class Command(BaseCommand):
    help = "Loads the fixtures and the coded cases, and publishes what changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="check and count, write nothing")
        parser.add_argument("--no-publish", action="store_true", help="leave the public rows alone")
        parser.add_argument("--seeds", type=Path, default=Path(settings.BASE_DIR) / "seeds")
        parser.add_argument("--fixtures", type=Path, default=Path(settings.BASE_DIR) / "fixtures")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        report = apply_seeds(
            options["seeds"],
            options["fixtures"],
            today=timezone.localdate(now),
            now=now,
            is_dry_run=options["dry_run"],
            publishes=not options["no_publish"],
        )
        for line in report.lines(is_verbose=options["verbosity"] > 1):
            self.stdout.write(line)
        if report.is_rejected:
            raise CommandError("The seeds were rejected.", returncode=1)
