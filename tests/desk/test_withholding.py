"""Names that are to be withheld from the beginning, or that turn up when they already are."""

import pytest
from django.urls import reverse

from cases import models as m
from cases.publication.models import PublishedCase, QueuedPurge
from tests import factories as f
from tests.desk.conftest import filled
from tests.publication.searching import columns_with


@pytest.fixture
def told_elsewhere(editor):
    """A public case that nothing ties to Ilan Orvel, also called Bertran Kuvol, but its text."""
    made = f.make_case(
        name="Neva Zorav", state="draft", summary="Together with Ilan Orvel. Saw Bertran Kuvol."
    )
    editor.post(reverse("admin:cases_case_publish", args=[made.case.pk]))
    assert columns_with("Orvel")
    return made


def test_person_entered_as_withheld_is_withheld_everywhere(editor, told_elsewhere):
    address = reverse("admin:cases_person_add")
    data = filled(editor, address) | {
        "slug": "orvel-ilan",
        "is_name_withheld": "on",
        "names-0-text": "Ilan Orvel",
        "names-0-kind": "primary",
        "names-0-origin": "editorial",
    }
    assert editor.post(address, data).status_code == 302
    assert m.Person.objects.get(slug="orvel-ilan").is_name_withheld
    assert columns_with("Orvel") == set()


@pytest.mark.parametrize("page", ["person", "personname"])
def test_spelling_entered_for_a_withheld_person_is_withheld_everywhere(
    editor, told_elsewhere, page
):
    person = f.make_person("Ilan Orvel", is_name_withheld=True)
    if page == "person":
        address = reverse("admin:cases_person_change", args=[person.pk])
        entered = {"names-1-text": "Bertran Kuvol", "names-1-origin": "editorial"}
    else:
        address = reverse("admin:cases_personname_add")
        entered = {"person": person.pk, "text": "Bertran Kuvol", "origin": "editorial"}
    assert editor.post(address, filled(editor, address) | entered).status_code == 302
    assert person.names.filter(text="Bertran Kuvol").exists()
    assert columns_with("Kuvol") == columns_with("Orvel") == set()


def test_embargo_laid_on_a_public_case_is_told_to_all_caches(editor, told_elsewhere, settings):
    settings.PURGE_URL = "http://127.0.0.1:9/"
    address = reverse("admin:cases_case_change", args=[told_elsewhere.case.pk])
    editor.post(address, filled(editor, address) | {"embargoed_until": "2999-01-01"})
    assert not PublishedCase.objects.exists()
    assert QueuedPurge.objects.filter(tag="all").exists()
