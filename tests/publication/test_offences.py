"""What a charge is counted as where no provision is named."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from cases.publication import models as p
from cases.publication.offences import LONGEST, offence
from tests import factories as f
from tests.publication.scenes import publish


@pytest.mark.parametrize(
    ("wording", "told"),
    [
        ("According to the council, as her aunt tells it, spying", "Spying"),
        ("According to the verdict, unlawful gathering, in a square", "Unlawful gathering"),
        ("Tax evasion. He denied it.", "Tax evasion"),
        ("(not named)", "(not named)"),
        ("", ""),
    ],
)
def test_offence_is_told_without_who_alleges_it(wording, told):
    assert offence(wording) == told


def test_offence_fits_its_column():
    assert len(offence("x" * 500)) == LONGEST
    assert offence("x" * 500).endswith("…")


@pytest.mark.django_db
def test_charge_without_a_provision_has_its_offence():
    made = f.make_case()
    publish(made.case)
    before = p.PublishedCharge.objects.get()
    assert before.provision
    assert before.offence == ""
    charge = made.charge
    charge.provision = None
    charge.wording = "unlawful gathering, in a square"
    charge.save()
    publish(made.case)
    assert p.PublishedCharge.objects.get().offence == "Unlawful gathering"


@pytest.mark.django_db
def test_charges_published_before_are_given_theirs(monkeypatch):
    """What the migration does, two rows at a time."""
    migration = import_module("cases.publication.migrations.0013_counted_by_index")
    monkeypatch.setattr(migration, "AT_ONCE", 2)
    for _n in range(5):
        made = f.make_case()
        made.charge.provision = None
        made.charge.wording = "spying, for somebody"
        made.charge.save()
        publish(made.case)
    publish(f.make_case().case)
    p.PublishedCharge.objects.update(offence="")
    migration.name_offences(apps, SimpleNamespace(connection=connection))
    told = p.PublishedCharge.objects.order_by("pk").values_list("offence", flat=True)
    assert list(told) == ["Spying"] * 5 + [""]
