"""`manage.py export_published`: a SQLite file of publications only, for a public half far away."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from cases.publication.copying import copy_published


class Command(BaseCommand):
    help = "Write all that is published, and nothing else, to a SQLite file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to write; replaced in one step")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            with tqdm(unit="rows", disable=not sys.stderr.isatty()) as bar:
                rows = copy_published(file, progress=bar.update)
        except OSError as error:
            raise CommandError(_("%(file)s cannot be written.") % {"file": file}) from error
        self.stdout.write(
            _("%(file)s holds %(rows)s published rows. Serve it with PUBLIC_DATABASE_URL.")
            % {"file": file, "rows": rows}
        )
