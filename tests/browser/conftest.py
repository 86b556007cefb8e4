"""A small published record for the browser: two invented cases, and every kind of page of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from cases.models import Place
from cases.public.addresses import MODELS, PAGES
from cases.publication.projecting import withdraw_case
from cases.publication.rebuilding import publish_everything
from cases.vocabulary import EventKind, SentenceKind
from tests import factories as make

TODAY = date(2031, 6, 1)
NOW = datetime(2031, 6, 1, tzinfo=UTC)
WITHDRAWN = "zz-withdrawn-2031"
# Addresses of lists and of single pages as readers narrow, search and mistype them.
LIST_QUERIES = {
    "case-list": ("country=ZZ&year=2031", "q=nobody+of+that+name", "year=abc", "as_of=2031-04-01"),
    "person-list": ("status=imprisoned&country=ZZ", "as_of=2031-04-01&known_on=2031-05-10"),
    "organisation-list": ("q=square", "q=nothing"),
    "search": ("q=orvel", "q=orvvl"),
}
PAST = "as_of=2031-04-01&known_on=2031-05-10"


@dataclass(frozen=True, slots=True)
class Record:
    """What the browser finds: the case walked to, and an address for every kind of page."""

    title: str
    other_title: str
    name: str
    case: str
    addresses: tuple[str, ...]


@pytest.fixture
def record(transactional_db: object) -> Record:
    """Two published cases; the first has a dispute, a group, a fine, a ban and a planned event.

    A third was withdrawn. The place of the court is on the map, and the person has a name in
    another script.
    """
    title, name = "Ilan Orvel, tried over a gathering", "Ilan Orvel"
    made = make.make_case(title=title, name=name, slug="zz-orvel-ilan-2031")
    case, person, source = made.case, made.person, made.source
    movement = make.OrganisationFactory(name="Open Square of Zemlia")
    make.cite(make.AffiliationFactory(person=person, organisation=movement), source)
    group = make.PersonFactory(descriptor="neighbours of the square", headcount=3)
    make.SubjectFactory(case=case, person=group)
    make.make_event(
        case, group, source=source, kind=EventKind.DETENTION, date="2031-03-04/2031-03-09"
    )
    make.make_event(
        case, person, source=source, kind=EventKind.PAROLE_RELEASE, date="", planned="2031-09-01",
        summary="A release on parole was announced.",
    )  # fmt: skip
    make.make_event(
        None, source=source, kind=EventKind.BANNED, date="2030-11", summary="The court banned it."
    )
    fine = make.SentenceFactory(
        subject=made.subject, event=made.trial, kind=SentenceKind.FINE, years=0, amount=500,
        currency="EUR",
    )  # fmt: skip
    make.cite(fine, source)
    make.ConditionFactory(sentence=made.sentence)
    dispute = make.DisputeFactory(case=case, reason="Her account is the earlier one.")
    for claim, is_used in (("On the fourth", True), ("On the fifth", False)):
        row = make.DisputeClaimFactory(dispute=dispute, claim=claim, is_used=is_used)
        make.cite(row, source)
    other_title = "Another case, over a song"
    make.make_case(title=other_title, name="Sefa Zorav", slug="zz-another-2031", arrested="2019-02")
    make.cite(make.PersonNameFactory(person=person, text="Илан Орвел"), source)
    Place.objects.update(latitude="43.24", longitude="76.94")
    withdrawn = make.make_case(title="Published by mistake", slug=WITHDRAWN).case
    publish_everything(today=TODAY, now=NOW)
    withdrawn.refresh_from_db()
    withdraw_case(withdrawn, today=TODAY, now=NOW)
    return Record(
        title=title,
        other_title=other_title,
        name=name,
        case=reverse("case-detail", args=["zz-orvel-ilan-2031"]),
        addresses=tuple(_addresses()),
    )


def _addresses() -> Iterator[str]:
    """One address of every kind of page, filtered and empty lists, the past, and each error."""
    for name in PAGES:
        yield reverse(name)
    yield reverse("search")
    for kind, model in MODELS.items():
        slug = model._default_manager.order_by("id").values_list("slug", flat=True)[0]
        yield reverse(f"{kind}-detail", args=[slug])
        if kind in ("case", "person"):
            yield f"{reverse(f'{kind}-detail', args=[slug])}?{PAST}"
    for name, queries in LIST_QUERIES.items():
        for query in queries:
            yield f"{reverse(name)}?{query}"
    yield reverse("case-detail", args=[WITHDRAWN])
    yield "/no/such/page/"
