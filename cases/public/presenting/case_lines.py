"""Cases as lines of a list on the page of an organisation, a court, a place, a source."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from cases.public.labels import STATUSES
from cases.public.paging import CASE_SORTS
from cases.public.presenting.labels import page_of
from cases.public.presenting.wording import date_words
from cases.publication.models import PublishedCase
from cases.vocabulary import CustodyState

COLUMNS = (
    "public_id", "slug", "title", "status", "subjects", "country", "opened", "last_event",
    "sentence_kinds",
)  # fmt: skip
BY_LATEST_EVENT = CASE_SORTS[0]
# With so many cases the latest of them are sooner found among the latest of all.
MANY = 5_000


def cases_beside(facet: str, row: Any, *, most: int) -> dict[str, Any]:
    """The `most` latest cases of an entity, in one query, and how many there are in all."""
    own = PublishedCase.objects.filter(facets__facet=facet, facets__value=row.slug).only(*COLUMNS)
    by_latest = BY_LATEST_EVENT.ordered if row.case_count >= MANY else BY_LATEST_EVENT.sorted
    return {"cases": case_lines(by_latest(own)[:most]), "case_count": row.case_count}


def case_lines(rows: Iterable[PublishedCase]) -> list[dict[str, Any]]:
    """Each case in the words of a line; `rows` have at least COLUMNS."""
    return [
        {
            "ref": f"case:{row.public_id}",
            "title": row.title,
            "url": page_of("case", row.slug),
            "status": row.status,
            "status_words": _("not known")
            if row.status in ("", CustodyState.UNKNOWN)
            else STATUSES.get(row.status, row.status),
            "subjects": row.subjects,
            "country": row.country,
            "opened": date_words({"edtf": row.opened}),
            "last_event": date_words({"edtf": row.last_event}),
        }
        for row in rows
    ]
