"""Which organisation had what part in an event, and who is tied to which organisation on whose
word. Child rows too, but of no file: the pages of organisations are made from them."""

from django.db import models

from cases.publication.models.children import Child
from cases.publication.models.ordering import LatestFirst


class PublishedPart(Child):
    """An organisation's part in an event."""

    event_id = models.CharField(max_length=16)
    organisation_id = models.CharField(max_length=16)
    role = models.CharField(max_length=24)
    date_earliest = models.DateField(null=True)

    class Meta:
        indexes = [
            LatestFirst.on("date_earliest", of="organisation_id", name="pubpart_organisation")
        ]


class PublishedAffiliation(Child):
    """Somebody's tie to an organisation. Its owner is the person, or the organisation that alone
    shows it; `person` is the name in plain text."""

    person_id = models.CharField(max_length=16)
    person = models.CharField(max_length=300)
    organisation_id = models.CharField(max_length=16, db_index=True)
    role = models.CharField(max_length=12)
    asserted = models.CharField(max_length=24)
    starts = models.CharField(max_length=64)
    ends = models.CharField(max_length=64)
