"""The command that makes the first account of the desk."""

import re

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def test_first_account_is_made_and_its_password_works(capsys):
    call_command("ensure_desk_account")
    password = re.search(r"password (\S+)", capsys.readouterr().out)[1]
    assert len(password) == 20
    assert authenticate(username="desk", password=password).is_superuser


def test_nothing_happens_when_somebody_can_log_in(capsys):
    User.objects.create_user("mira", password="long enough", is_staff=True)
    call_command("ensure_desk_account")
    assert capsys.readouterr().out == ""
    assert User.objects.count() == 1


def test_taken_name_is_refused():
    User.objects.create_user("desk", password="long enough")
    with pytest.raises(CommandError, match="--username"):
        call_command("ensure_desk_account")
