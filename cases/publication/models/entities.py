"""Published organisations, courts, provisions, places, sources and reported counts."""

from django.db import models

from cases.publication.models.base import Body, Published, RowKey
from cases.publication.models.ordering import LatestFirst


class PublishedOrganisation(Published):
    name = models.CharField(max_length=250)
    other_names = models.TextField()
    kind = models.CharField(max_length=20)
    country_code = models.CharField(max_length=2)
    status = models.CharField(max_length=24)
    case_count = models.PositiveIntegerField()
    due_on = models.DateField(null=True, db_index=True, help_text="When to project it again.")


class OrganisationBody(Body):
    row = RowKey(PublishedOrganisation)


class PublishedCourt(Published):
    name = models.CharField(max_length=250)
    country_code = models.CharField(max_length=2)
    case_count = models.PositiveIntegerField()
    place_id = models.CharField(max_length=16, default="", db_index=True)


class CourtBody(Body):
    row = RowKey(PublishedCourt)


class PublishedProvision(Published):
    name = models.CharField(max_length=250)
    country_code = models.CharField(max_length=2)
    case_count = models.PositiveIntegerField()


class ProvisionBody(Body):
    row = RowKey(PublishedProvision)


class PublishedPlace(Published):
    name = models.CharField(max_length=250)
    country_code = models.CharField(max_length=2)
    case_count = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, default="")
    within = models.TextField(
        default="", help_text="Identifiers of all it lies in, the nearest first."
    )
    latitude = models.FloatField(null=True, help_text="Degrees (WGS 84); no finer than 0.01.")
    longitude = models.FloatField(null=True)


class PlaceBody(Body):
    row = RowKey(PublishedPlace)


class PublishedSource(Published):
    name = models.CharField(max_length=250)
    publisher = models.CharField(max_length=250)
    published = models.CharField(max_length=64)
    published_on = models.DateField(null=True)
    case_count = models.PositiveIntegerField()

    class Meta:
        indexes = [LatestFirst.on("published_on", name="pubsource_latest")]


class SourceBody(Body):
    row = RowKey(PublishedSource)


class PublishedReportedCount(models.Model):
    """A number that somebody else published, shown beside our own."""

    public_id = models.CharField(max_length=16, unique=True)
    count = models.PositiveIntegerField()
    country_code = models.CharField(max_length=2)
    on = models.CharField(max_length=64)
    on_earliest = models.DateField(null=True)
    reporter_id = models.CharField(max_length=16, default="", db_index=True)
    document = models.JSONField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.public_id
