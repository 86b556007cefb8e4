"""Published cases: a flat row for lists and exports, a document for the page, facets."""

from typing import ClassVar

from django.db import models

from cases.publication.cells import kept_ready
from cases.publication.models.base import Body, Facet, Published, RowKey
from cases.publication.models.ordering import LatestFirst

# What stands before and after the address in a line of the file.
_FIRST = ("public_id", "slug")
_OTHERS = (
        "title", "country_code", "country", "status", "subjects", "subject_count", "held_count",
        "opened", "opened_earliest", "opened_latest", "last_event", "last_event_kind",
        "organisations", "provisions", "courts", "sentence_kinds", "longest_sentence_months",
        "in_absentia", "designations", "places", "event_count", "source_count",
    "updated_at", "certainty",
)  # fmt: skip


class PublishedCase(Published):
    """The columns are those of `cases.csv`, several values joined by "; "."""

    title = models.CharField(max_length=300)
    country_code = models.CharField(max_length=2)
    country = models.CharField(max_length=100)
    status = models.CharField(max_length=24)
    certainty = models.CharField(max_length=10, default="", help_text="How the status is known.")
    subjects = models.TextField()
    subject_count = models.PositiveIntegerField()
    held_count = models.PositiveIntegerField()
    opened = models.CharField(max_length=64)
    opened_earliest = models.DateField(null=True)
    opened_latest = models.DateField(null=True)
    last_event = models.CharField(max_length=64)
    last_event_on = models.DateField(null=True, help_text="Earliest day of the last event: sorts.")
    last_event_kind = models.CharField(max_length=30)
    organisations = models.TextField()
    provisions = models.TextField()
    courts = models.TextField()
    sentence_kinds = models.TextField()
    longest_sentence_months = models.PositiveIntegerField(null=True)
    in_absentia = models.BooleanField()
    designations = models.TextField()
    places = models.TextField()
    event_count = models.PositiveIntegerField()
    source_count = models.PositiveIntegerField()
    due_on = models.DateField(null=True, db_index=True, help_text="When to project it again.")
    first_cells = kept_ready(*_FIRST)
    cells = kept_ready(*_OTHERS)
    READY: ClassVar = (("first_cells", _FIRST), ("cells", _OTHERS))

    class Meta:
        indexes = [
            LatestFirst.on("last_event_on", name="pubcase_latest_event"),
            LatestFirst.on("opened_earliest", name="pubcase_latest_opened"),
            models.Index(fields=["title", "id"], name="pubcase_title"),
            LatestFirst.on("longest_sentence_months", name="pubcase_highest_sentence"),
            # By number too: a rebuild gives all that it changes one moment.
            models.Index(fields=["updated_at", "id"], name="pubcase_updated"),
        ]


class CaseBody(Body):
    row = RowKey(PublishedCase)


class CaseFacet(Facet):
    """country status organisation provision court sentence designation ground profession gender
    place year source."""

    case = models.ForeignKey(PublishedCase, on_delete=models.CASCADE, related_name="facets")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facet", "value", "case"], name="case_facet_once")
        ]
