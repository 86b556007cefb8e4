"""Researchers and editors at the desk, and what a filled-in page of it posts."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from cases.desk.roles import EDITORS, RESEARCHERS


def _member(name: str, group: str) -> User:
    user = User.objects.create_user(name, password="desk-password", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor(db) -> Client:
    """A logged-in member of the editors."""
    client = Client()
    client.force_login(_member("edda", EDITORS))
    return client


@pytest.fixture
def desk_researcher(db) -> Client:
    """A logged-in member of the researchers."""
    client = Client()
    client.force_login(_member("rena", RESEARCHERS))
    return client


def filled(client: Client, address: str) -> dict[str, Any]:
    """What the page at `address` would post if it were sent as it stands."""
    return as_it_stands(client.get(address))


def as_it_stands(response: Any) -> dict[str, Any]:
    """What the form in an answer would post if it were sent as it stands."""
    assert response.status_code == 200, response.status_code
    data: dict[str, Any] = {}
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is True:
                data[bound.html_name] = "on"
            elif value is not None and value is not False:
                value = bound.field.prepare_value(value)
                data[bound.html_name] = value
    return data


def said(response: Any) -> str:
    """The messages that a followed answer shows."""
    return " | ".join(str(message) for message in response.context["messages"])
