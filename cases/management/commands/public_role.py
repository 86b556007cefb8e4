"""`manage.py public_role`: the role of PostgreSQL under which the public half reads."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from cases.publication.granting import create_role, differences, grant_public, role_exists


class Command(BaseCommand):
    help = "Create the role that may read publications only, or check what it may."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", nargs="?", default="tracker_public", help="its name")
        parser.add_argument(
            "--check", action="store_true", help="change nothing; exit 1 on any difference"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError(_("Only PostgreSQL has roles; a file of export_published does it."))
        role = options["role"]
        if not options["check"]:
            with transaction.atomic():
                self._grant(role)
        elif not role_exists(connection, role):
            raise CommandError(_("There is no role %(role)s.") % {"role": role})
        found = list(differences(connection, role))
        for one in found:
            self.stderr.write(str(one))
        if found:
            raise CommandError(_("%(count)s differences.") % {"count": len(found)})
        self.stdout.write(_("%(role)s reads publications and nothing else.") % {"role": role})

    def _grant(self, role: str) -> None:
        if not role_exists(connection, role):
            password = secrets.token_urlsafe(24)
            create_role(connection, role, password)
            self.stdout.write(_("Password, shown this once: %(word)s") % {"word": password})
        grant_public(connection, role)
