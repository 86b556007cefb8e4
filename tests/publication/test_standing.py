"""Where people and organisations stand, as publications tell it."""

import pytest
from django.core.exceptions import ValidationError

from cases.publication import models as p
from cases.publication.comparing import check_everything
from cases.publication.rebuilding import publish_everything
from cases.vocabulary import EventKind
from tests import factories as f
from tests.publication.scenes import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "values",
    [
        {"kind": EventKind.ADMINISTRATIVE_ARREST, "date": "2031-06-01", "duration_days": 20180907},
        {"kind": EventKind.ADMINISTRATIVE_ARREST, "date": "9999-12-30", "duration_days": 15},
        {"kind": EventKind.ARREST, "date": "9999~"},
    ],
)
def test_what_leads_beyond_the_calendar_keeps_nobody_from_being_published(values):
    made = f.make_case()
    f.make_event(made.case, made.person, **values)
    f.make_case()
    publish_everything(today=TODAY, now=NOW)
    assert p.PublishedCase.objects.count() == 2
    assert [str(one) for one in check_everything(today=TODAY)] == []


def test_suspension_that_leads_beyond_the_calendar_stays():
    body = f.OrganisationFactory()
    event = f.make_event(None, kind=EventKind.SUSPENDED, date="2031-06", duration_days=20180907)
    f.EventParticipantFactory(event=event, person=None, organisation=body)
    publish_everything(today=TODAY, now=NOW)
    assert p.PublishedOrganisation.objects.get().status == "suspended"
    assert [str(one) for one in check_everything(today=TODAY)] == []


@pytest.mark.parametrize("name", ["years", "months", "days"])
def test_term_that_nobody_means_is_not_accepted(name):
    sentence = f.SentenceFactory()
    setattr(sentence, name, 10_000)
    with pytest.raises(ValidationError, match=name):
        sentence.full_clean()


def test_duration_that_nobody_means_is_not_accepted():
    with pytest.raises(ValidationError, match="duration_days"):
        f.EventFactory(duration_days=20180907).full_clean()
