"""Running totals of people held are right after whatever was published, edited or taken back."""

from datetime import date

import pytest

from cases import models as m
from cases.custody import surety
from cases.publication import models as p
from cases.publication.comparing import check_everything
from cases.publication.histories import spell_of
from cases.publication.projecting import publish_case, unpublish_case, withdraw_case
from cases.publication.rebuilding import publish_everything
from cases.publication.totalling import month_of, total_drift
from cases.publication.withholding import withhold_name
from cases.vocabulary import SURENESS, Certainty, EventKind
from tests import factories as f
from tests.publication.scenes import LATER, NOW, TODAY, make_world, publish

pytestmark = pytest.mark.django_db
Grain = p.HeldChange.Grain


def held_on(day, facet="", value=""):
    """Certain, last known, possible: the sum of the months up to a day and of the days after."""
    first = day.replace(day=1)
    rows = p.HeldChange.objects.filter(facet=facet, value=value)
    months = rows.filter(grain=Grain.MONTH, day__lte=first)
    days = rows.filter(grain=Grain.DAY, day__gt=first, day__lte=day)
    found = [*months, *days]
    return tuple(sum(getattr(row, one.value) for row in found) for one in SURENESS)


def stretches_on(day):
    rows = p.PersonHeld.objects.filter(starts__lte=day, ends__gt=day, known_to=date.max)
    return tuple(rows.filter(certainty=one).count() for one in SURENESS)


@pytest.mark.parametrize(
    ("day", "month"),
    [("2031-01-01", "2031-01-01"), ("2031-01-02", "2031-02-01"), ("2031-12-31", "2032-01-01"),
     ("0001-01-01", "0001-01-01"), ("9999-12-01", "9999-12-01")],
)  # fmt: skip
def test_month_of_a_change_is_the_first_that_it_shows_on(day, month):
    assert month_of(date.fromisoformat(day)) == date.fromisoformat(month)


def test_no_month_begins_after_the_calendar():
    assert month_of(date(9999, 12, 2)) is month_of(date.max) is None


def test_totals_count_the_stretches_of_every_day():
    world = make_world()
    for case in world.cases:
        publish(case)
    edges = {day for one in p.PersonHeld.objects.all() for day in (one.starts, one.ends)}
    days = [day for day in edges if date.min < day < date.max]
    assert len(days) > 3
    for day in days:
        before = date.fromordinal(day.toordinal() - 1)
        for one in (day, before):
            assert held_on(one) == stretches_on(one)
            assert held_on(one, "country", "ZZ") == stretches_on(one)
    assert list(total_drift()) == []


def test_organisation_counts_its_own_people_only():
    world = make_world()
    publish(world.one.case)
    day = date(2031, 3, 8)
    assert sum(held_on(day)) == 2
    assert sum(held_on(day, "organisation", world.movement.key)) == 1


def test_a_group_counts_its_members_beside():
    made = f.make_case()
    m.Person.objects.filter(pk=made.person.pk).update(headcount=4, descriptor="four sons")
    publish(made.case)
    row = p.HeldChange.objects.get(grain=Grain.EVER, facet="")
    assert (row.certain, row.certain_heads) == (1, 4)


def test_edit_moves_the_totals_by_the_difference():
    made = f.make_case(arrested="2031-03-04")
    publish(made.case)
    assert sum(held_on(date(2031, 3, 4))) == 1
    made.arrest.date = "2031-03-09"
    made.arrest.save()
    publish(made.case)
    assert sum(held_on(date(2031, 3, 4))) == 0
    assert sum(held_on(date(2031, 3, 9))) == 1
    assert list(total_drift()) == []


def test_change_of_country_moves_the_person_to_its_totals():
    made = f.make_case()
    publish(made.case)
    m.Case.objects.filter(pk=made.case.pk).update(country="XB")
    made.case.refresh_from_db()
    publish(made.case)
    now = date(2031, 8, 1)
    assert sum(held_on(now, "country", "ZZ")) == 0
    assert sum(held_on(now, "country", "XB")) == sum(held_on(now)) == 1


@pytest.mark.parametrize("take_back", [withdraw_case, unpublish_case])
def test_what_is_taken_back_is_counted_no_more(take_back):
    made = f.make_case()
    publish(made.case)
    take_back(made.case, today=TODAY, now=LATER)
    assert not p.PersonHeld.objects.exists()
    assert not p.CaseHeld.objects.exists()
    names = [one.name for one in p.HeldChange._meta.concrete_fields[-6:]]
    assert not p.HeldChange.objects.exclude(**dict.fromkeys(names, 0)).exists()


def test_withheld_name_changes_no_number():
    world = make_world()
    publish(world.one.case)
    before = list(p.HeldChange.objects.order_by("pk").values())
    withhold_name(world.one.person, today=TODAY, now=LATER)
    assert list(p.HeldChange.objects.order_by("pk").values()) == before


def test_publishing_again_writes_no_total():
    made = f.make_case()
    publish(made.case)
    before = list(p.HeldChange.objects.order_by("pk").values())
    made.case.title = "Another title"
    made.case.save()
    publish_case(made.case, today=TODAY, now=NOW)
    assert list(p.HeldChange.objects.order_by("pk").values()) == before


def test_check_finds_drift_and_a_rebuild_heals_it():
    make_world()
    publish_everything(today=TODAY, now=NOW)
    right = list(p.HeldChange.objects.order_by("grain", "facet", "value", "day").values())
    p.HeldChange.objects.filter(grain=Grain.MONTH, facet="").update(last_known=7)
    p.HeldChange.objects.filter(grain=Grain.EVER, facet="country").delete()
    p.HeldChange.objects.create(
        grain=Grain.DAY, facet="country", value="XB", day=TODAY, certain=1, last_known=0,
        possible=0, certain_heads=1, last_known_heads=0, possible_heads=0,
    )  # fmt: skip
    p.PersonHeld.objects.filter(certainty=Certainty.CERTAIN).delete()
    p.CaseHeld.objects.update(ends=date(2031, 1, 1))
    found = "\n".join(str(one) for one in check_everything(today=TODAY))
    assert "held:everybody: the running totals" in found
    assert "held:country=ZZ" in found and "held:country=XB" in found
    assert "person:" in found and "case:" in found and "stretches of custody differ" in found
    publish_everything(today=TODAY, now=LATER)
    assert list(check_everything(today=TODAY)) == []
    names = [one.name for one in p.HeldChange._meta.concrete_fields if one.name != "id"]
    healed = p.HeldChange.objects.order_by("grain", "facet", "value", "day").values(*names)
    assert list(healed) == [{name: row[name] for name in names} for row in right]


def test_case_is_held_as_surely_as_the_surest_of_its_people():
    world = make_world()
    publish(world.one.case)
    case = p.PublishedCase.objects.get(public_id=world.one.case.public_id)
    rows = list(case.held.filter(known_to=date.max))
    assert rows
    spells = {}
    for spell in p.PublishedSpell.objects.filter(case=case, known_to=None):
        spells.setdefault(spell.person_id, []).append(spell_of(spell))
    assert len(spells) == 2
    for row in rows:
        sure = {surety(own, row.starts) for own in spells.values()} - {None}
        assert row.certainty == min(sure, key=SURENESS.index)


def test_planned_event_holds_nobody():
    made = f.make_case()
    f.make_event(made.case, made.person, kind=EventKind.ARREST, date="", planned="2031-12-01")
    publish(made.case)
    assert held_on(date(2031, 12, 2)) == stretches_on(date(2031, 12, 2))
