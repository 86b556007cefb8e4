"""`manage.py make_archive`: the whole data set as one file, for /downloads/."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from cases.public.archive.keeping import Busy
from cases.public.archive.packing import make_archive


class Command(BaseCommand):
    help = "Make the archive of /downloads/, if what is published has changed. Run it often."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with tqdm(unit="B", unit_scale=True, disable=not sys.stderr.isatty()) as bar:
                kept = make_archive(now=timezone.now(), progress=bar.update)
        except Busy:
            self.stdout.write(_("The archive is being made already."))
            return
        if kept is None:
            self.stdout.write(_("The archive is up to date."))
        else:
            self.stdout.write(
                _("Archive made: %(size)s bytes, SHA-256 %(sha256)s.")
                % {"size": kept.size, "sha256": kept.sha256}
            )
