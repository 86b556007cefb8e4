"""The role of the public half on a real PostgreSQL: it reads every page, and no fact."""

import secrets
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, connections
from django.db.utils import load_backend

from cases.public.addresses import every_address
from cases.publication.granting import differences
from cases.publication.models import PublishedCase
from cases.publication.rebuilding import publish_everything
from cases.publication.routing import PUBLIC
from cases.publication.tables import public_tables
from tests.publication.scenes import NOW, TODAY, make_world

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def role():
    """A role made by the command, with its password; gone afterwards."""
    name, out = f"public_{secrets.token_hex(4)}", StringIO()
    call_command("public_role", name, stdout=out)
    yield name, out.getvalue().splitlines()[0].rpartition(" ")[2]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {name}")
        cursor.execute(f"DROP ROLE {name}")


@pytest.fixture
def reading_as(role, settings):
    """The public half reads under the role."""
    name, password = role
    told = connection.settings_dict | {"USER": name, "PASSWORD": password}
    connections[PUBLIC] = load_backend(told["ENGINE"]).DatabaseWrapper(told, PUBLIC)
    settings.HAS_PUBLIC_DATABASE = True
    settings.PUBLIC_FALLBACK = "none"
    yield connections[PUBLIC]
    connections[PUBLIC].close()
    del connections[PUBLIC]


def run(*args):
    """What the command says, and whether it was content."""
    out, err = StringIO(), StringIO()
    try:
        call_command("public_role", *args, stdout=out, stderr=err)
    except CommandError as error:
        return str(error), err.getvalue().splitlines()
    return out.getvalue().strip(), []


def test_role_reads_every_public_address_and_no_fact(client, reading_as):
    make_world()
    publish_everything(today=TODAY, now=NOW)
    addresses = [*every_address(), "/search/?q=orvel", "/cases/?q=orvel&as_of=2031-03-01",
                 "/people.csv?known_on=2031-04-01", "/healthz", "/sitemap.xml"]  # fmt: skip
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        response.getvalue()
    with reading_as.cursor() as cursor:
        for table in ("cases_case", "auth_user", "django_session", "publication_queuedprojection"):
            with pytest.raises(ProgrammingError, match="permission denied"):
                cursor.execute(f"SELECT * FROM {table}")
    assert PublishedCase.objects.exists()


def test_role_writes_nothing_compiles_nothing_and_gives_up(reading_as):
    with reading_as.cursor() as cursor:
        for name, value in (
            ("default_transaction_read_only", "on"), ("jit", "off"), ("statement_timeout", "20s"),
        ):  # fmt: skip
            cursor.execute(f"SHOW {name}")
            assert cursor.fetchone() == (value,)
        cursor.execute("SET default_transaction_read_only = off")
        with pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute("DELETE FROM publication_label")


def test_role_as_it_was_made_has_no_differences(role):
    name, _password = role
    assert run(name, "--check") == (f"{name} reads publications and nothing else.", [])
    assert len(public_tables()) > 30


def test_check_names_each_table_too_much_and_too_little(role):
    name, _password = role
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT SELECT ON cases_case TO {name}")
        cursor.execute(f"GRANT SELECT (slug) ON cases_person TO {name}")
        cursor.execute(f"GRANT UPDATE (title) ON publication_publishedcase TO {name}")
        cursor.execute(f"REVOKE SELECT ON publication_label FROM {name}")
    assert run(name, "--check") == (
        "4 differences.",
        [
            "too much: read public.cases_case",
            "too much: read public.cases_person",
            "too little: read public.publication_label",
            "too much: write public.publication_publishedcase",
        ],
    )
    # Made again, it is as it should be.
    assert run(name)[1] == []
    assert list(differences(connection, name)) == []


def test_what_everybody_may_counts_as_too_much(role):
    name, _password = role
    with connection.cursor() as cursor:
        cursor.execute("GRANT SELECT ON cases_source TO PUBLIC")
    try:
        assert run(name)[1] == ["too much: read public.cases_source"]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("REVOKE SELECT ON cases_source FROM PUBLIC")


def test_role_that_is_not_there_is_told():
    assert run("nobody_of_that_name", "--check")[0] == "There is no role nobody_of_that_name."
