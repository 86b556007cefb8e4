"""The calendar: days in court, what was announced, and when a term would end.

No day is made up: what is known to the month stands as a span of that month, what is known less
precisely is left out. What can be followed: following.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from cases.dates import DateError, parse
from cases.public.following import Followed, clean, doubts_of, event_links
from cases.public.presenting.wording import sentence_case
from cases.public.rows import kind_words
from cases.publication.stating import Stated
from cases.vocabulary import EventKind

IN_COURT = (
    EventKind.TRIAL_OPENED, EventKind.HEARING, EventKind.CONVICTION, EventKind.ACQUITTAL,
    EventKind.SENTENCE, EventKind.SENTENCE_AMENDED, EventKind.PLEA_AGREEMENT,
    EventKind.APPEAL_DECIDED, EventKind.COURT_RULING,
)  # fmt: skip
# A calendar program loads the file as a whole; whoever wants all takes events.csv.
MOST_DAYS = 1000
LONGEST_SPAN = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Days:
    """The days of an entry. `is_throughout`: all of them; otherwise one day among them."""

    first: date
    last: date
    is_throughout: bool

    @classmethod
    def told(cls, edtf: str) -> Self | None:
        """The days that a date means; None where they are open, doubtful or say too little."""
        try:
            date_ = parse(edtf) if edtf else None
        except DateError:
            return None
        if not date_ or not date_.earliest or not date_.latest:
            return None
        is_vague = date_.is_approximate or date_.is_uncertain
        if is_vague or date_.latest - date_.earliest >= LONGEST_SPAN or date_.latest == date.max:
            return None
        return cls(date_.earliest, date_.latest, "/" in edtf)

    @property
    def words(self) -> str:
        """What to say where the days do not speak for themselves."""
        if self.is_throughout or self.first == self.last:
            return ""
        among = _("On one day between %(first)s and %(last)s.")
        return among % {"first": self.first.isoformat(), "last": self.last.isoformat()}


def calendar_file(request: HttpRequest) -> HttpResponseBase:
    """The calendar as iCalendar (RFC 5545). Three queries, one more for each of: choices, events of
    no case; of an organisation up to three more."""
    return _calendar(Followed.read(request.GET))


def _calendar(followed: Followed) -> HttpResponse:
    words = followed.words()
    title = _("The Tracker: hearings and expected releases")
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", "-//The Tracker//Hearings//EN")
    file.add("calscale", "GREGORIAN")
    file.add("x-wr-calname", clean(f"{title}, {', '.join(words)}" if words else title))
    file.add("x-wr-caldesc", _("Days known to the month at least, as the sources tell them."))
    for entry in (*_days_in_court(followed), *_plans(followed), *_releases(followed)):
        file.add_component(entry)
    return HttpResponse(file.to_ical(), content_type="text/calendar; charset=utf-8")


def _days_in_court(followed: Followed) -> Iterator[Event]:
    dated = {"date_earliest__isnull": False, "date_latest__isnull": False}
    events = followed.latest("date_earliest", MOST_DAYS, kind__in=IN_COURT, **dated)
    links = event_links(events)
    for event in events:
        if days := Days.told(event.date):
            yield _entry(
                f"event-{event.public_id}",
                days,
                _summary(event.kind, event.case_title or event.organisations),
                changed_at=event.updated_at,
                description="\n".join((event.summary, *doubts_of(event))),
                location=", ".join(one for one in (event.court, event.place) if one),
                url=links[event.public_id],
            )


def _plans(followed: Followed) -> Iterator[Event]:
    """What a source announced and nobody reported since, of cases."""
    planned = {"date": "", "planned_earliest__isnull": False, "case__isnull": False}
    for event in followed.latest("planned_earliest", MOST_DAYS, **planned):
        if days := Days.told(event.planned):
            page = settings.TRACKER_SITE_URL + reverse("case-detail", args=[event.case_slug])
            yield _entry(
                f"event-{event.public_id}",
                days,
                _("Planned: %(what)s") % {"what": _summary(event.kind, event.case_title)},
                changed_at=event.updated_at,
                description="\n".join(
                    (event.summary, _("Planned; not known to have happened."), *doubts_of(event))
                ),
                url=f"{page}#e-{event.public_id}",
                is_tentative=True,
            )


def _releases(followed: Followed) -> Iterator[Event]:
    """The end of terms whose start and length a source states."""
    rows = followed.people().filter(Stated(F("expected_release"))).order_by("-pk")
    told = ("public_id", "slug", "name", "is_name_withheld", "expected_release", "updated_at")
    for person in rows.only(*told)[:MOST_DAYS]:
        if days := Days.told(person.expected_release):
            name = _("Name withheld") if person.is_name_withheld else person.name
            yield _entry(
                f"release-{person.public_id}",
                days,
                _("Term would end: %(name)s") % {"name": name},
                changed_at=person.updated_at,
                description=_("Reckoned from the sentence. It is not known whether it is so."),
                url=settings.TRACKER_SITE_URL + reverse("person-detail", args=[person.slug]),
                is_tentative=True,
            )


def _entry(
    key: str,
    days: Days,
    summary: str,
    *,
    changed_at: datetime,
    description: str,
    url: str,
    location: str = "",
    is_tentative: bool = False,
) -> Event:
    """A whole-day entry."""
    description = "\n".join(one for one in (description, days.words) if one)
    entry = Event()
    entry.add("uid", f"{key}@{urlsplit(settings.TRACKER_SITE_URL).hostname}")
    entry.add("dtstamp", changed_at.replace(microsecond=0))
    entry.add("last-modified", changed_at.replace(microsecond=0))
    entry.add("dtstart", days.first)
    # The end is the first day after it.
    entry.add("dtend", days.last + timedelta(days=1))
    entry.add("summary", clean(summary))
    entry.add("description", clean(description))
    if location:
        entry.add("location", clean(location))
    entry.add("url", url)
    entry.add("transp", "TRANSPARENT")
    entry.add("status", "TENTATIVE" if is_tentative else "CONFIRMED")
    return entry


def _summary(kind: str, about: str) -> str:
    happened = sentence_case(kind_words(kind))
    return f"{happened}: {about}" if about else happened
