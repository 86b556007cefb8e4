"""The columns of every export: an ordered allow-list. A field that is not here is not exported.

The data dictionary and the JSON of the lists are made from this; columns are added at the end and
never change their meaning.
"""

from django.utils.translation import gettext_lazy as _

from cases.public.child_columns import (
    AFFILIATIONS,
    CHARGES,
    CHILD_TABLES,
    CITATIONS,
    DESIGNATIONS,
    EVENTS,
    SENTENCES,
    SUBJECTS,
)
from cases.public.entity_columns import (
    COURTS,
    ENTITY_TABLES,
    ORGANISATIONS,
    PLACES,
    PROVISIONS,
    SOURCES,
)
from cases.public.tables import Column, Table, Type, dated
from cases.publication.models import PublishedCase, PublishedPerson

__all__ = [
    "AFFILIATIONS",
    "CASES",
    "CHARGES",
    "CHILD_TABLES",
    "CITATIONS",
    "COURTS",
    "DESIGNATIONS",
    "ENTITY_TABLES",
    "EVENTS",
    "ORGANISATIONS",
    "PEOPLE",
    "PLACES",
    "PROVISIONS",
    "SENTENCES",
    "SOURCES",
    "SUBJECTS",
    "TABLES",
    "Column",
    "Table",
    "Type",
]

_T = Type

# With a day asked about (`as_of`, `known_on`) what is told of custody is of that day.
_CLOCKS = (
    Column("certainty", _T.TEXT, _("How the status is known: certain, last known or possible.")),
    Column(
        "as_of",
        _T.DAY,
        _("The day that status, certainty and who is held are of; empty: known last."),
        is_asked=True,
    ),
    Column(
        "known_on",
        _T.DAY,
        _("The day by which a source had told it; empty: by all that is known now."),
        is_asked=True,
    ),
)

CASE_COLUMNS = (
    Column("case_id", _T.TEXT, _("Identifier of the case; never changes."), "public_id"),
    Column("slug", _T.TEXT, _("Last part of the case's address; may change.")),
    Column("url", _T.ADDRESS, _("Address of the case's page."), "slug"),
    Column("title", _T.TEXT, _("Title of the case.")),
    Column("country_code", _T.TEXT, _("Country, ISO 3166-1 alpha-2.")),
    Column("country", _T.TEXT, _("Country, by its English name.")),
    Column(
        "status",
        _T.TEXT,
        _(
            "Gravest last known state among the subjects; with as_of, the surest of that day and of"
            " equally sure ones the gravest."
        ),
    ),
    Column("subjects", _T.LIST, _("People and organisations persecuted in the case.")),
    Column("subject_count", _T.INTEGER, _("Number of subjects; a group counts its members.")),
    Column(
        "held_count",
        _T.INTEGER,
        _("Of these, how many are held when last known, or with as_of that day."),
    ),
    *dated("opened", _("Date of the first event.")),
    Column("last_event", _T.EDTF, _("Date of the latest event.")),
    Column("last_event_kind", _T.TEXT, _("Kind of the latest event.")),
    Column(
        "organisations",
        _T.LIST,
        _(
            "Organisations that the case has to do with; those of its people on whoever's word:"
            " affiliations.csv tells on whose."
        ),
    ),
    Column("provisions", _T.LIST, _("Legal provisions of the charges.")),
    Column("courts", _T.LIST, _("Courts that acted in the case.")),
    Column("sentence_kinds", _T.LIST, _("Kinds of the sentences imposed.")),
    Column("longest_sentence_months", _T.INTEGER, _("Longest sentence, in months.")),
    Column("in_absentia", _T.BOOLEAN, _("Whether somebody was sentenced in their absence.")),
    Column("designations", _T.LIST, _("Recognitions as a prisoner, and by whom.")),
    Column("places", _T.LIST, _("Places of the events.")),
    Column("event_count", _T.INTEGER, _("Number of public events.")),
    Column("source_count", _T.INTEGER, _("Number of sources cited.")),
    Column("updated_at", _T.INSTANT, _("When what is published of the case last changed.")),
    *_CLOCKS,
)

PERSON_COLUMNS = (
    Column("person_id", _T.TEXT, _("Identifier of the person; never changes."), "public_id"),
    Column("slug", _T.TEXT, _("Last part of the person's address; may change.")),
    Column("url", _T.ADDRESS, _("Address of the person's page."), "slug"),
    Column("name", _T.TEXT, _("Name shown, or the description of somebody unnamed.")),
    Column("other_names", _T.LIST, _("Other spellings and names.")),
    Column("country_code", _T.TEXT, _("Country of the persecution, ISO 3166-1 alpha-2.")),
    Column("country", _T.TEXT, _("Country, by its English name.")),
    Column("gender", _T.TEXT, _("Gender, where a source states it.")),
    Column("professions", _T.LIST, _("Professions.")),
    Column("status", _T.TEXT, _("Last known state of custody; with as_of, that of the day.")),
    Column("status_since", _T.EDTF, _("Since when.")),
    Column("status_confirmed", _T.EDTF, _("When a source last confirmed it, as it tells it.")),
    Column("whereabouts", _T.TEXT, _("In the country, abroad or unknown; empty with as_of.")),
    Column("cases", _T.LIST, _("Cases in which the person is a subject.")),
    Column(
        "organisations",
        _T.LIST,
        _(
            "Organisations that the person is linked to on whoever's word, the authorities' too:"
            " affiliations.csv tells on whose."
        ),
    ),
    Column("provisions", _T.LIST, _("Legal provisions of the charges.")),
    Column("sentence", _T.LIST, _("Sentences in force: kind and length (ISO 8601).")),
    Column(
        "expected_release", _T.EDTF, _("When the term would end, if it is known; empty with as_of.")
    ),
    Column("designations", _T.LIST, _("Recognitions as a prisoner, and by whom.")),
    Column("event_count", _T.INTEGER, _("Number of public events.")),
    Column("source_count", _T.INTEGER, _("Number of sources cited.")),
    Column("updated_at", _T.INSTANT, _("When what is published of the person last changed.")),
    *_CLOCKS,
)

CASES = Table(
    "cases.csv",
    "case-list-csv",
    _("Cases, one a row"),
    CASE_COLUMNS,
    "case-detail",
    PublishedCase.READY,
)
PEOPLE = Table(
    "people.csv",
    "person-list-csv",
    _("People, one a row"),
    PERSON_COLUMNS,
    "person-detail",
    PublishedPerson.READY,
)
TABLES = (CASES, PEOPLE, *CHILD_TABLES, *ENTITY_TABLES)
