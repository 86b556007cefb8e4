"""The flat rows that hang on a document: events, subjects, charges, sentences, recognitions,
citations. Each is a row of a child table of the exports; the columns are those of its file."""

from django.db import models

from cases.publication.models.cases import PublishedCase
from cases.publication.models.ordering import LatestFirst


class Child(models.Model):
    """One row of a document. `owner` is the reference of the document that it is made from, with
    which it comes and goes; the case columns are empty where that is not a case's."""

    public_id = models.CharField(max_length=32, unique=True)
    owner = models.CharField(max_length=40, db_index=True)
    case = models.ForeignKey(PublishedCase, on_delete=models.CASCADE, null=True, related_name="+")
    case_public_id = models.CharField(max_length=16)
    case_slug = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    updated_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.public_id


class PublishedEvent(Child):
    """A public event. `case` is empty for an organisation's."""

    country_code = models.CharField(max_length=2)
    people = models.TextField()
    kind = models.CharField(max_length=30)
    date = models.CharField(max_length=64)
    date_earliest = models.DateField(null=True)
    date_latest = models.DateField(null=True)
    end = models.CharField(max_length=64)
    place = models.CharField(max_length=300)
    court = models.CharField(max_length=300)
    facility = models.CharField(max_length=300)
    organisations = models.TextField()
    summary = models.TextField()
    disputed = models.BooleanField()
    is_hearsay = models.BooleanField(default=False, help_text="Hearsay alone tells of it.")
    sources = models.TextField()
    planned = models.CharField(max_length=64, default="", help_text="Announced, not yet happened.")
    planned_earliest = models.DateField(null=True)
    planned_latest = models.DateField(null=True)
    court_id = models.CharField(max_length=16, default="")
    facility_id = models.CharField(max_length=16, default="")
    place_id = models.CharField(
        max_length=16,
        default="",
        help_text="The narrowest of its place, its facility's and its court's.",
    )

    class Meta:
        indexes = [
            models.Index(fields=["-date_earliest", "-id"], name="pubevent_date"),
            # The pages of courts and places ask for their latest.
            LatestFirst.on("date_earliest", of="court_id", name="pubevent_court"),
            LatestFirst.on("date_earliest", of="place_id", name="pubevent_place"),
            # The feed shows what changed last.
            models.Index(fields=["updated_at", "id"], name="pubevent_updated"),
            # The calendar shows what was announced.
            models.Index(
                fields=["-planned_earliest", "-id"],
                condition=models.Q(planned_earliest__isnull=False),
                name="pubevent_planned",
            ),
            # The feed and the calendar of a country.
            models.Index(
                fields=["country_code", "updated_at", "id"], name="pubevent_country_updated"
            ),
            models.Index(
                fields=["country_code", "-date_earliest", "-id"], name="pubevent_country_date"
            ),
            models.Index(
                fields=["country_code", "-planned_earliest", "-id"],
                condition=models.Q(planned_earliest__isnull=False),
                name="pubevent_country_planned",
            ),
        ]


class PublishedSubject(Child):
    """A subject of a case with its state in that case: a person or an organisation."""

    person_id = models.CharField(max_length=16)
    organisation_id = models.CharField(max_length=16)
    name = models.CharField(max_length=300)
    headcount = models.PositiveIntegerField()
    headcount_basis = models.CharField(max_length=10)
    status = models.CharField(max_length=24)
    status_since = models.CharField(max_length=64)
    status_since_earliest = models.DateField(null=True)
    status_confirmed = models.CharField(max_length=64, help_text="EDTF, never padded to a day.")
    certainty = models.CharField(max_length=12)
    expected_release = models.CharField(max_length=64)
    facility_id = models.CharField(
        max_length=16, default="", help_text="Where held, when last known."
    )
    facility_place_id = models.CharField(max_length=16, default="", db_index=True)
    facility_told = models.CharField(
        max_length=64, default="", help_text="Date of the event that tells it."
    )


class PublishedCharge(Child):
    subject_id = models.CharField(max_length=16)
    person = models.CharField(max_length=300)
    wording = models.TextField()
    provision = models.CharField(max_length=300)
    status = models.CharField(max_length=10)
    brought = models.CharField(max_length=64)
    brought_earliest = models.DateField(null=True)
    brought_latest = models.DateField(null=True)
    decided = models.CharField(max_length=64)
    disputed = models.BooleanField()
    target = models.CharField(max_length=32, default="", help_text="Reference of who is charged.")
    provision_id = models.CharField(max_length=16, default="")
    offence = models.CharField(
        max_length=200, default="", help_text="Where no provision is named: the words that name it."
    )

    class Meta:
        indexes = [
            LatestFirst.on("brought_earliest", of="provision_id", name="pubcharge_provision"),
            # The charts count them.
            models.Index(fields=["provision", "offence"], name="pubcharge_offence"),
        ]


class PublishedSentence(Child):
    subject_id = models.CharField(max_length=16)
    person = models.CharField(max_length=300)
    kind = models.CharField(max_length=24)
    years = models.PositiveSmallIntegerField()
    months = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()
    quantity = models.PositiveIntegerField(null=True)
    is_life = models.BooleanField()
    amount = models.CharField(max_length=20, help_text="A decimal number as text: it is exact.")
    currency = models.CharField(max_length=3)
    is_converted = models.BooleanField()
    in_absentia = models.BooleanField()
    imposed = models.CharField(max_length=64)
    imposed_earliest = models.DateField(null=True)
    imposed_latest = models.DateField(null=True)
    court = models.CharField(max_length=300)
    imposed_by = models.CharField(max_length=300)
    amends = models.CharField(max_length=16)
    conditions = models.TextField()
    note = models.TextField()
    disputed = models.BooleanField()
    target = models.CharField(max_length=32, default="", help_text="Reference of who is sentenced.")
    event_id = models.CharField(max_length=16, default="")
    court_id = models.CharField(max_length=16, default="")

    class Meta:
        indexes = [
            LatestFirst.on("imposed_earliest", of="court_id", name="pubsentence_court"),
            # The charts count the terms as first imposed.
            models.Index(
                fields=["amends", "kind", "is_life", "years", "months", "days"],
                name="pubsentence_term",
            ),
        ]


class PublishedDesignation(Child):
    person_id = models.CharField(max_length=16)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=24)
    grantor = models.CharField(max_length=300)
    granted = models.CharField(max_length=64)
    granted_earliest = models.DateField(null=True)
    granted_latest = models.DateField(null=True)
    withdrawn = models.CharField(max_length=64)
    withdrawn_earliest = models.DateField(null=True)
    withdrawn_latest = models.DateField(null=True)
    target = models.CharField(
        max_length=32, default="", help_text="Reference of who is recognised."
    )
    grantor_id = models.CharField(max_length=16, default="")
    is_withdrawn = models.BooleanField(default=False, help_text="By an event dated or not.")

    class Meta:
        indexes = [
            LatestFirst.on("granted_earliest", of="grantor_id", name="pubdesignation_grantor")
        ]


class PublishedCitation(Child):
    """One source for one fact as one document shows it. `claim_used` is null but for claims."""

    fact_type = models.CharField(max_length=20)
    fact_id = models.CharField(max_length=16)
    dispute_id = models.CharField(max_length=16)
    dispute_question = models.TextField()
    claim = models.TextField()
    claim_used = models.BooleanField(null=True)
    source_id = models.CharField(max_length=16, db_index=True)
    source = models.CharField(max_length=300)
    publisher = models.TextField()
    published = models.CharField(max_length=64)
    document = models.TextField()
    article = models.PositiveIntegerField(null=True)
    paragraph = models.PositiveIntegerField(null=True)
    locator = models.TextField()
    stance = models.CharField(max_length=12)
    basis = models.CharField(max_length=12)
    attributed_to = models.TextField()
    note = models.TextField()

    class Meta:
        indexes = [
            # Few have one; who looks for a name looks through them all.
            models.Index(
                fields=["owner"], condition=models.Q(locator__gt=""), name="pubcitation_located"
            )
        ]
