"""The columns of what cases name: organisations, courts, legal provisions, places and sources.

Those of cases and people, and the list of all tables, are in columns.py.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.public.tables import Column, Table, Type

_T = Type
_COUNTRY = Column("country_code", _T.TEXT, _("Country, ISO 3166-1 alpha-2."))
_CLOSING = (
    Column("case_count", _T.INTEGER, _("Number of published cases that it is in.")),
    Column("updated_at", _T.INSTANT, _("When what is published of it last changed.")),
)


def _opening(kind: str, name: Promise) -> tuple[Column, ...]:
    return (
        Column(f"{kind}_id", _T.TEXT, _("Its identifier; never changes."), "public_id"),
        Column("slug", _T.TEXT, _("Last part of its address; may change.")),
        Column("url", _T.ADDRESS, _("Address of its page."), "slug"),
        Column("name", _T.TEXT, name),
    )


ORGANISATIONS = Table(
    "organisations.csv",
    "organisation-list-csv",
    _("Organisations, one a row"),
    (
        *_opening("organisation", _("Name of the organisation.")),
        Column("other_names", _T.LIST, _("Other spellings and names.")),
        Column("kind", _T.TEXT, _("Kind of organisation.")),
        _COUNTRY,
        Column("status", _T.TEXT, _("Last known standing: registered, refused, banned...")),
        *_CLOSING,
    ),
    "organisation-detail",
)
COURTS = Table(
    "courts.csv",
    "court-list-csv",
    _("Courts, one a row"),
    (
        *_opening("court", _("Name of the court, or what is known of an unnamed one.")),
        _COUNTRY,
        Column("place_id", _T.TEXT, _("Where it sits, as in places.csv.")),
        *_CLOSING,
    ),
    "court-detail",
)
PROVISIONS = Table(
    "provisions.csv",
    "provision-list-csv",
    _("Legal provisions, one a row"),
    (*_opening("provision", _("Code and article.")), _COUNTRY, *_CLOSING),
    "provision-detail",
)
PLACES = Table(
    "places.csv",
    "place-list-csv",
    _("Places, one a row"),
    (
        *_opening("place", _("Name of the place.")),
        Column("kind", _T.TEXT, _("Country, region, city...")),
        _COUNTRY,
        Column("latitude", _T.DEGREES, _("Latitude of its centre (WGS 84), where known.")),
        Column("longitude", _T.DEGREES, _("Longitude of its centre (WGS 84), where known.")),
        *_CLOSING,
    ),
    "place-detail",
)
SOURCES = Table(
    "sources.csv",
    "source-list-csv",
    _("Sources, one a row"),
    (
        *_opening("source", _("What the source is, in our own words.")),
        Column("publisher", _T.TEXT, _("Who published it.")),
        Column("published", _T.EDTF, _("When it was published.")),
        *_CLOSING,
    ),
    "source-detail",
)
ENTITY_TABLES = (ORGANISATIONS, COURTS, PROVISIONS, PLACES, SOURCES)
