import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import Http404
from django.test import Client, RequestFactory
from django.utils import timezone

from cases.public.views import errors
from cases.publication.models import SlugRedirect, Tombstone
from tests.public.builders import publish_case, publish_entity, publish_person

pytestmark = pytest.mark.django_db
WRONG = [
    ("year=abc", 400, "year", "abc"),
    ("status=nonsense", 400, "status", "nonsense"),
    ("bogus=1", 400, "bogus", "1"),
    ("as_of=tomorrow", 400, "as_of", "tomorrow"),
    ("known_on=yesterday", 400, "known_on", "yesterday"),
    ("organisation=nobody", 400, "organisation", "nobody"),
    ("sort=colour", 400, "sort", "colour"),
    ("page=two", 400, "page", "two"),
    ("after=x", 400, "after", "x"),
    ("q=a&q=b", 400, "q", "b"),
]


@pytest.mark.parametrize("table", ["cases", "people"])
@pytest.mark.parametrize(("query", "status", "name", "value"), WRONG)
def test_wrong_parameter_is_told_in_html(client, table, query, status, name, value):
    response = client.get(f"/{table}/?{query}")
    assert response.status_code == status
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert f"<code>{name}={value}</code>" in response.content.decode()
    assert 'class="site-head"' in response.content.decode()


@pytest.mark.parametrize("table", ["cases", "people"])
@pytest.mark.parametrize(("query", "status", "name", "value"), WRONG)
def test_wrong_parameter_is_told_in_json(client, table, query, status, name, value):
    response = client.get(f"/{table}.json?{query}")
    assert response.status_code == status
    error = response.json()["error"]
    assert (error["status"], error["parameter"], error["value"]) == (status, name, value)
    assert error["message"]


@pytest.mark.parametrize("table", ["cases", "people", "events"])
@pytest.mark.parametrize(("query", "status", "name", "value"), WRONG)
def test_wrong_parameter_of_a_csv_is_told_in_plain_text(client, table, query, status, name, value):
    response = client.get(f"/{table}.csv?{query}")
    assert response.status_code == status
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().startswith(f"{name}={value}: ")


@pytest.mark.parametrize(
    ("address", "content_type"),
    [
        ("/cases/?page=9999", "text/html"),
        ("/people.json?page=9999", "application/json"),
        ("/cases.csv?page=9999", "text/plain"),
        ("/organisations/?page=9999", "text/html"),
    ],
)
def test_page_that_there_is_not_is_not_found_in_the_format_asked_for(client, address, content_type):
    response = client.get(address)
    assert response.status_code == 404
    assert response["Content-Type"].startswith(content_type)
    assert "9999" in response.content.decode()


@pytest.mark.parametrize(
    "address",
    ["/", "/cases/", "/people.json", "/cases.csv", "/courts/", "/methodology/", "/downloads/"],
)
def test_tracking_parameters_are_ignored(client, address):
    assert client.get(f"{address}?utm_source=x&fbclid=y&gclid=z").status_code == 200


@pytest.mark.parametrize("address", ["/", "/about/", "/downloads/", "/courts/", "/healthz"])
def test_unknown_parameter_is_refused_on_every_page_but_the_probe(client, address):
    status = 200 if address == "/healthz" else 400
    assert client.get(f"{address}?bogus=1").status_code == status


def test_value_is_escaped_in_the_page(client):
    page = client.get("/cases/?status=<script>").content.decode()
    assert "<script" not in page


@pytest.mark.parametrize("address", ["/cases/?q=%00", "/cases/?%00=1", "/cases.json?after=%00"])
def test_nul_byte_is_refused(client, address):
    assert client.get(address).status_code == 400


@pytest.mark.parametrize("address", ["/cases/", "/cases.csv", "/", "/healthz"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading_is_possible(client, address, method):
    response = getattr(client, method)(address)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def on_every_page(test):
    """Runs `test` for the pages of cases and of people and for their JSON."""
    kinds = pytest.mark.parametrize(("kind", "table"), [("case", "cases"), ("person", "people")])
    return pytest.mark.parametrize("suffix", ["/", ".json"])(kinds(test))


def withdraw(kind, slug):
    Tombstone.objects.create(kind=kind, public_id="x1", slug=slug, withdrawn_at=timezone.now())


@on_every_page
def test_unpublished_is_not_found(client, kind, table, suffix):
    assert client.get(f"/{table}/nowhere{suffix}").status_code == 404


@on_every_page
def test_withdrawn_is_gone_and_says_nothing(client, kind, table, suffix):
    withdraw(kind, "was-here")
    response = client.get(f"/{table}/was-here{suffix}")
    assert response.status_code == 410
    is_json = response["Content-Type"] == "application/json"
    assert is_json == (suffix == ".json")


@on_every_page
def test_former_slug_of_a_withdrawn_row_is_gone(client, kind, table, suffix):
    SlugRedirect.objects.create(kind=kind, old_slug="older", public_id="x1")
    withdraw(kind, "was-here")
    assert client.get(f"/{table}/older{suffix}").status_code == 410


@on_every_page
def test_former_slug_leads_to_the_new_one(client, kind, table, suffix):
    row = {"case": publish_case, "person": publish_person}[kind](slug="new-name")
    SlugRedirect.objects.create(kind=kind, old_slug="old-name", public_id=row.public_id)
    response = client.get(f"/{table}/old-name{suffix}")
    assert (response.status_code, response["Location"]) == (301, f"/{table}/new-name{suffix}")
    # A browser would keep a redirect without a date for ever, a name in the old address with it.
    assert "max-age=60" in response["Cache-Control"]
    asked = client.get(f"/{table}/old-name{suffix}?known_on=2031-06-01&as_of=2031-05-01")
    days = "?as_of=2031-05-01&known_on=2031-06-01"
    assert asked["Location"] == f"/{table}/new-name{suffix}{days}"


@pytest.mark.parametrize(
    "path", ["/cases/", "/cases.csv", "/people.json", "/feeds/events.atom", "/calendar.ics"]
)
def test_former_slug_in_a_filter_leads_to_the_new_one(client, path):
    row = publish_entity("organisation", "new-name", "Reed Union")
    other = publish_entity("organisation", "other", "Harbour Union")
    SlugRedirect.objects.create(kind="organisation", old_slug="old", public_id=row.public_id)
    SlugRedirect.objects.create(kind="organisation", old_slug="older", public_id=row.public_id)
    SlugRedirect.objects.create(kind="court", old_slug="lost", public_id=other.public_id)
    response = client.get(f"{path}?organisation=older&organisation=other&country=ZZ")
    right = f"{path}?country=ZZ&organisation=new-name&organisation=other"
    assert (response.status_code, response["Location"]) == (301, right)
    assert "max-age=60" in response["Cache-Control"]
    assert client.get(right).status_code == 200
    both = client.get(f"{path}?organisation=old&organisation=older", follow=True)
    assert both.redirect_chain[-1] == (f"{path}?organisation=new-name", 301)
    assert client.get(f"{path}?organisation=lost").status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_forms_are_guarded_in_the_desk_alone(method):
    """A public page says what it takes, and gives nobody a cookie, whatever they send."""
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["csrftoken"] = "broken"
    response = getattr(strict, method)("/about/")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert not response.cookies
    assert not strict.get("/about/").cookies
    assert strict.post("/admin/login/", {"username": "somebody"}).status_code == 403


@on_every_page
def test_tombstone_of_another_kind_says_nothing(client, kind, table, suffix):
    withdraw("place", "was-here")
    assert client.get(f"/{table}/was-here{suffix}").status_code == 404


def get(address, **headers):
    return RequestFactory().get(address, headers=headers)


@pytest.mark.parametrize(
    ("handler", "status"),
    [
        (lambda request: errors.bad_request(request, SuspiciousOperation("x")), 400),
        (lambda request: errors.forbidden(request, None), 403),
        (lambda request: errors.not_found(request, Http404({"tried": [], "path": "x"})), 404),
        (errors.server_error, 500),
    ],
)
@pytest.mark.parametrize(
    ("request_", "content_type"),
    [
        (get("/x"), "text/html"),
        (get("/x", accept="application/json"), "application/json"),
        (get("/x", accept="text/html,*/*;q=0.8"), "text/html"),
        (get("/x.json"), "application/json"),
        (get("/x.csv"), "text/plain"),
    ],
)
def test_handler_answers_in_the_format_asked_for(handler, status, request_, content_type):
    response = handler(request_)
    assert response.status_code == status
    assert response["Content-Type"].startswith(content_type)


def test_server_error_reads_no_database_and_is_not_kept(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.server_error(get("/cases/"))
    assert response["Cache-Control"] == "no-store"


def test_server_error_without_templates_is_plain_text(monkeypatch):
    def broken(*arguments, **named):
        raise OSError("no disk")

    monkeypatch.setattr(errors, "render", broken)
    response = errors.server_error(get("/cases/"))
    assert (response.status_code, response["Content-Type"]) == (500, "text/plain; charset=utf-8")
