"""Published people and their custody spells on both clocks."""

from typing import ClassVar

from django.db import models

from cases.publication.cells import kept_ready
from cases.publication.models.base import Body, Facet, Published, RowKey
from cases.publication.models.cases import PublishedCase
from cases.publication.models.ordering import LatestFirst

# What stands before and after the address in a line of the file.
_FIRST = ("public_id", "slug")
_OTHERS = (
        "name", "other_names", "country_code", "country", "gender", "professions", "status",
        "status_since", "status_confirmed", "whereabouts", "cases", "organisations", "provisions",
        "sentence", "expected_release", "designations", "event_count", "source_count",
    "updated_at", "certainty",
)  # fmt: skip


class PublishedPerson(Published):
    """A subject of a published case. The columns are those of `people.csv`."""

    name = models.CharField(max_length=250)
    other_names = models.TextField()
    country_code = models.CharField(max_length=2)
    country = models.CharField(max_length=100)
    gender = models.CharField(max_length=10)
    professions = models.TextField()
    status = models.CharField(max_length=24)
    certainty = models.CharField(max_length=10, default="", help_text="How the status is known.")
    status_since = models.CharField(max_length=64)
    status_since_earliest = models.DateField(null=True)
    status_confirmed = models.CharField(max_length=64, help_text="EDTF, never padded to a day.")
    whereabouts = models.CharField(max_length=12)
    cases = models.TextField()
    organisations = models.TextField()
    provisions = models.TextField()
    sentence = models.TextField()
    sentence_months = models.PositiveIntegerField(null=True)
    expected_release = models.CharField(max_length=64)
    designations = models.TextField()
    event_count = models.PositiveIntegerField()
    source_count = models.PositiveIntegerField()
    headcount = models.PositiveIntegerField()
    is_name_withheld = models.BooleanField()
    last_event_on = models.DateField(null=True)
    due_on = models.DateField(null=True, db_index=True)
    first_cells = kept_ready(*_FIRST)
    cells = kept_ready(*_OTHERS)
    READY: ClassVar = (("first_cells", _FIRST), ("cells", _OTHERS))

    class Meta:
        indexes = [
            models.Index(fields=["name", "id"], name="pubperson_name"),
            LatestFirst.on("last_event_on", name="pubperson_latest_event"),
            LatestFirst.on("sentence_months", name="pubperson_highest_sentence"),
            # The calendar shows when terms would end.
            models.Index(
                fields=["-id"],
                condition=models.Q(expected_release__gt=""),
                name="pubperson_release",
            ),
        ]


class PersonBody(Body):
    row = RowKey(PublishedPerson)


class PersonFacet(Facet):
    """The same facets as a case's, of the person over all cases."""

    person = models.ForeignKey(PublishedPerson, on_delete=models.CASCADE, related_name="facets")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facet", "value", "person"], name="person_facet_once")
        ]


class PublishedSpell(models.Model):
    """One custody spell, valid from-to in the world and known from-to by the sources.

    Without a case: the person over all cases. With one: that case's slice. Bounds mean what they
    mean in `cases.custody.Spell`: ends are the first day no longer in the state; null is open.
    """

    person = models.ForeignKey(PublishedPerson, on_delete=models.CASCADE, related_name="spells")
    case = models.ForeignKey(
        PublishedCase,
        on_delete=models.CASCADE,
        null=True,
        related_name="spells",
        db_index=False,  # `spell_of_case` leaves out the rows without a case: half of all
    )
    state = models.CharField(max_length=24)
    is_held = models.BooleanField()
    is_possible = models.BooleanField()
    headcount = models.PositiveIntegerField()
    starts_earliest = models.DateField(null=True)
    starts_latest = models.DateField(null=True)
    ends_earliest = models.DateField(null=True)
    ends_latest = models.DateField(null=True)
    has_ended = models.BooleanField()
    confirmed_on = models.DateField(null=True)
    confirmed = models.CharField(
        max_length=64, default="", help_text="`confirmed_on` as the source tells it: EDTF."
    )
    due_on = models.DateField(null=True)
    known_from = models.DateField(null=True)
    position = models.PositiveIntegerField(
        default=0, help_text="Orders spells of equal days, as the fold had them."
    )
    known_to = models.DateField(null=True, help_text="The first day it was no longer so known.")

    class Meta:
        indexes = [
            models.Index(
                fields=["is_held", "starts_earliest", "ends_latest"], name="spell_held_valid"
            ),
            models.Index(
                fields=["case"], name="spell_of_case", condition=models.Q(case__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.state}"
