"""Names in the reader's script, on every page that shows them; nowhere else, and never mixed up."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Person
from cases.public import urls
from cases.public.addresses import MODELS
from cases.publication.models import PublishedCase, PublishedPerson, PublishedSource
from cases.publication.rebuilding import publish_everything
from cases.vocabulary import NameKind
from tests.factories import (
    AffiliationFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    PersonNameFactory,
    SubjectFactory,
    cite,
    make_case,
    make_event,
    make_person,
)
from tests.publication.scenes import NOW, TODAY

pytestmark = pytest.mark.django_db
CYRILLIC, ARABIC, LATIN = "ru-RU,ru;q=0.9,en;q=0.8", "ug", "en-GB,en;q=0.9"
NAME = '<span lang="und-Cyrl">Илан Орвел</span>'
SLUG = "zz-orvel-ilan-2031"


def spell(person, text, **values):
    name = PersonNameFactory(person=person, text=text, **values)
    cite(name)
    return name


@pytest.fixture
def made():
    """A case of two people: one has a Cyrillic spelling, the other a former name only."""
    made = make_case(name="Ilan Orvel", title="Ilan Orvel and Sefa Zorav", slug=SLUG)
    spell(made.person, "Илан Орвел")
    spell(made.person, "Иланъ Орвелъ")
    other = make_person("Sefa Zorav", source=made.source)
    spell(other, "Сефа Прежняя", kind=NameKind.FORMER)
    SubjectFactory(case=made.case, person=other)
    make_event(made.case, other, source=made.source)
    movement = OrganisationFactory(name="Open Square", key="zz-open-square")
    name = OrganisationNameFactory(
        organisation=movement, text="Открытая площадь", kind=NameKind.TRANSLATION
    )
    cite(name, made.source)
    cite(AffiliationFactory(person=made.person, organisation=movement), made.source)
    publish_everything(today=TODAY, now=NOW)
    return made


def read(address, language=CYRILLIC, **headers):
    return Client(headers={"accept-language": language, **headers}).get(address)


def page(address, language=CYRILLIC):
    response = read(address, language)
    assert response.status_code == 200, address
    return response.content.decode()


def person_page(made):
    return reverse("person-detail", args=[made.person.slug])


def addresses(made):
    """An address of every kind that may show names in the reader's script."""
    slugs = {
        "case-detail": SLUG,
        "person-detail": made.person.slug,
        "organisation-detail": "zz-open-square",
        "court-detail": made.court.key,
        "provision-detail": made.provision.key,
        "place-detail": made.court.place.key,
        "source-detail": PublishedSource.objects.earliest("pk").slug,
    }
    for route in urls.urlpatterns:
        if route.callback.by_script:
            args = [slugs[route.name]] if route.name in slugs else []
            yield reverse(route.name, args=args) + ("?q=orvel" if route.name == "search" else "")


def test_person_page_has_the_name_in_script_and_the_latin_one_beside_it(made):
    html = page(person_page(made))
    assert f'<h1>{NAME} <span class="also">(Ilan Orvel)</span></h1>' in html
    assert "<title>Ilan Orvel · The Tracker</title>" in html


def test_case_page_has_names_in_script_where_they_are_labels(made):
    html = page(f"/cases/{SLUG}/")
    assert f'<h3><a href="{person_page(made)}">{NAME}</a> <span class="also">(Ilan Orvel)' in html
    assert "<h1>Ilan Orvel and Sefa Zorav</h1>" in html


def test_former_name_is_not_shown_as_the_name_of_today(made):
    assert "Прежняя" not in page(f"/cases/{SLUG}/")
    assert "Прежняя" in page(reverse("person-detail", args=[Person.objects.get(
        names__text="Sefa Zorav").slug]))  # fmt: skip


@pytest.mark.parametrize("address", ["/people/", "/people/?q=orvel", "/search/?q=orvel"])
def test_rows_of_people_have_the_name_in_script_and_the_latin_one_beside_it(made, address):
    html = page(address)
    link = f'<a href="{person_page(made)}">{NAME}</a>'
    assert f'{link} <span class="also">(Ilan Orvel)</span>' in html
    assert "Sefa Zorav</a>" in page("/people/")


def test_spelling_that_is_shown_is_not_repeated_among_the_others(made):
    assert page("/people/").count("Илан Орвел<") == 1
    assert "Иланъ Орвелъ" in page("/people/")


def test_rows_of_cases_name_their_subjects_in_script(made):
    assert f"<p>{NAME}, Sefa Zorav</p>" in page("/cases/")
    assert f"{NAME}, Sefa Zorav" in page(f"/courts/{made.court.key}/")


def test_organisation_has_its_name_in_script(made):
    shown = '<span lang="und-Cyrl">Открытая площадь</span>'
    assert f'<h1>{shown} <span class="also">(Open Square)' in page("/organisations/zz-open-square/")
    assert f'{shown}</a> <span class="also">(Open Square)' in page("/organisations/")
    assert shown in page(f"/cases/{SLUG}/")


def test_two_subjects_of_one_name_keep_it(made):
    namesake = make_person("Ilan Orvel", source=made.source, slug="another-orvel")
    spell(namesake, "Ылан Орвел")
    SubjectFactory(case=made.case, person=namesake)
    make_event(made.case, namesake, source=made.source)
    publish_everything(today=TODAY, now=NOW)
    assert "Орвел" not in page("/cases/")


def test_reader_of_another_script_or_of_latin_sees_the_name_as_recorded(made):
    for language in (ARABIC, LATIN, ""):
        html = page(person_page(made), language)
        assert "<h1>Ilan Orvel</h1>" in html
        assert NAME not in page("/people/", language) + page("/cases/", language)


def test_withheld_name_is_in_no_script(made):
    Person.objects.filter(pk=made.person.pk).update(is_name_withheld=True)
    publish_everything(today=TODAY, now=NOW)
    case, person = PublishedCase.objects.get(), PublishedPerson.objects.get(is_name_withheld=True)
    shown = [f"/cases/{case.slug}/", f"/people/{person.slug}/", "/people/", "/cases/"]
    shown.append("/search/?q=zorav")
    assert [address for address in shown if "Орвел" in page(address)] == []


def test_order_of_a_list_does_not_depend_on_the_reader(made):
    people = [page("/people/?sort=name", language) for language in (CYRILLIC, LATIN)]
    assert [html.index("(Ilan") < html.index("Sefa") for html in people[:1]] == [True]
    assert people[1].index("Ilan") < people[1].index("Sefa")


def test_answers_that_depend_on_the_reader_say_so_and_have_tags_of_their_own(made):
    for address in addresses(made):
        russian, english = read(address), read(address, LATIN)
        assert "Accept-Language" in russian["Vary"], address
        assert "Accept-Language" in english["Vary"], address
        if "ETag" in english:
            assert russian["ETag"] != english["ETag"], address
            # A copy in one script is no copy in the other.
            crossed = Client(headers={"if-none-match": english["ETag"]})
            assert crossed.get(address, headers={"accept-language": CYRILLIC}).status_code == 200
            kept = crossed.get(address, headers={"accept-language": LATIN})
            assert (kept.status_code, "Accept-Language" in kept["Vary"]) == (304, True), address


def test_every_other_answer_is_the_same_for_every_reader(made):
    slugs = {kind: model.objects.order_by("pk").first().slug for kind, model in MODELS.items()}
    for route in urls.urlpatterns:
        if route.callback.by_script or "kind" in str(route.pattern) or route.name == "healthz":
            continue
        args = [slugs[route.name.partition("-")[0]]] if "slug" in str(route.pattern) else []
        russian, english = (read(reverse(route.name, args=args), one) for one in (CYRILLIC, LATIN))
        assert russian.getvalue() == english.getvalue(), route.name
        assert "Accept-Language" not in russian.get("Vary", ""), route.name
        assert russian.get("ETag") == english.get("ETag"), route.name


@pytest.mark.parametrize(
    ("address", "more"),
    [("/people/", 1), ("/cases/", 2), (f"/cases/{SLUG}/", 0), ("/organisations/", 1)],
)
def test_script_costs_the_same_few_queries_however_long_the_list(made, address, more):
    def count(language):
        page(address, language)  # what a process remembers of the facets is read before
        with CaptureQueriesContext(connection) as queries:
            page(address, language)
        return len(queries)

    few = count(CYRILLIC)
    assert few == count(LATIN) + more
    for number in range(5):
        one = make_case(name=f"Ada Tarsk {number}", title=f"A case {number}")
        spell(one.person, f"Ада Тарск {number}")
    publish_everything(today=TODAY, now=NOW)
    assert count(CYRILLIC) == few
