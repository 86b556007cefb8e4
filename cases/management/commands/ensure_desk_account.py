"""Makes the first account of the desk, once; later accounts are made in the desk itself."""

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

PASSWORD_BYTES = 15  # 20 characters that survive copying from a terminal


class Command(BaseCommand):
    help = "Makes a desk account with a random password, if nobody can log in to the desk yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", default="desk", help="its name (default: desk)")

    def handle(self, *args: Any, **options: Any) -> None:
        accounts = get_user_model()._default_manager
        with transaction.atomic():
            if accounts.filter(is_staff=True, is_active=True).exists():
                return
            if accounts.filter(username=options["username"]).exists():
                raise CommandError(
                    f"{options['username']} exists but cannot log in to the desk: "
                    "choose another name with --username."
                )
            password = secrets.token_urlsafe(PASSWORD_BYTES)
            accounts.create_superuser(options["username"], password=password)
        self.stdout.write(
            f"Desk account made: user {options['username']}, password {password}\n"
            "It is shown this once; change it in the desk under your name."
        )
