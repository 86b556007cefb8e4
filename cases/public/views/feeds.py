"""The Atom feed of events, what changed last first. What can be followed: following.py."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.public.following import Followed, clean, doubts_of, event_links
from cases.public.presenting.wording import sentence_case
from cases.public.rows import date_words, kind_words
from cases.publication.models import PublishedEvent
from cases.vocabulary.countries import country_name

MOST_ENTRIES = 100
# A tag URI names the year in which its words were chosen; it is part of the identifier and stays.
_COINED = "2026"


def events_feed(request: HttpRequest) -> HttpResponseBase:
    """The events that changed last. One query, one more for each of: choices, events of no
    case; of an organisation up to two more."""
    return _feed(Followed.read(request.GET))


def _feed(followed: Followed) -> HttpResponse:
    site, words = settings.TRACKER_SITE_URL, followed.words()
    title = _("The Tracker: events")
    feed = Atom1Feed(
        title=clean(f"{title}, {', '.join(words)}" if words else title),
        link=site + reverse("home"),
        description="",
        subtitle=_("What was recorded or changed last, newest first. Every entry has its sources."),
        author_name=_("The Tracker"),
        feed_url=site + reverse("events-feed") + followed.query,
        feed_guid=tag_of("events" + followed.query),
        feed_copyright=_("CC BY 4.0"),
        language=get_language(),
    )
    events = followed.latest("updated_at", MOST_ENTRIES)
    links = event_links(events)
    for event in events:
        feed.add_item(
            title=clean(_title(event, event.case_title)),
            link=links[event.public_id],
            description=clean(_body(event)),
            unique_id=tag_of(f"event:{event.public_id}"),
            updateddate=event.updated_at,
            categories=[event.kind, *([event.country_code] if event.country_code else [])],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml")


def tag_of(what: str) -> str:
    """An identifier that stays when an address changes (RFC 4151)."""
    return f"tag:{urlsplit(settings.TRACKER_SITE_URL).hostname},{_COINED}:{what}"


def _title(event: PublishedEvent, case: str | None) -> str:
    """What happened and when, then in which case, or to which organisation."""
    happened = sentence_case(kind_words(event.kind))
    if when := date_words(event.date):
        happened = f"{happened}, {when}"
    about = case or event.organisations
    return f"{happened}: {about}" if about else happened


def _body(event: PublishedEvent) -> str:
    """The entry as HTML: our summary, then who, where and on what it rests."""
    where = ", ".join(one for one in (event.court, event.facility, event.place) if one)
    facts = [
        (_("People"), event.people),
        (_("Where"), where),
        (_("Country"), country_name(event.country_code) if event.country_code else ""),
        (_("Sources"), event.sources),
    ]
    lines = format_html_join(
        "", "<li>{}: {}</li>", ((name, value) for name, value in facts if value)
    )
    doubts = format_html_join("", "<p>{}</p>", ((words,) for words in doubts_of(event)))
    return format_html("<p>{}</p>{}<ul>{}</ul>", event.summary, doubts, lines)
