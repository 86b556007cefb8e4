"""Who was held when and how surely, on both clocks; and running totals of it as known now."""

from django.db import models

from cases.publication.models.cases import PublishedCase
from cases.publication.models.people import PublishedPerson
from cases.vocabulary import Certainty


class Stretch(models.Model):
    """A stretch of `cases.custody.HeldStretch`. No bound is empty: an open one is the first or the
    last day of the calendar, so that one comparison asks for each. Those of one owner never
    overlap: a count of rows is a count of owners."""

    certainty = models.CharField(max_length=10, choices=Certainty)
    starts = models.DateField()
    ends = models.DateField(help_text="The first day on which it was no longer so.")
    known_from = models.DateField()
    known_to = models.DateField(help_text="The first day on which it was no longer so known.")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.certainty} {self.starts}"


class PersonHeld(Stretch):
    """A person over all cases."""

    person = models.ForeignKey(
        PublishedPerson, on_delete=models.CASCADE, related_name="held", db_index=False
    )
    headcount = models.PositiveIntegerField()

    class Meta:
        indexes = [
            # All that a count asks for, so that it is answered from the index alone.
            models.Index(
                fields=["person", "known_to", "starts", "ends", "known_from", "certainty"],
                name="personheld_whole",
            ),
            # Who was held on a day: what had not ended by it, again from the index alone.
            models.Index(
                fields=["known_to", "ends", "starts", "known_from", "certainty", "person"],
                name="personheld_day",
            ),
        ]


class CaseHeld(Stretch):
    """A case: the surest of its people, each by the events of that case."""

    case = models.ForeignKey(
        PublishedCase, on_delete=models.CASCADE, related_name="held", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["case", "known_to", "starts", "ends", "known_from", "certainty"],
                name="caseheld_whole",
            ),
            # Who was held on a day: what had not ended by it, again from the index alone.
            models.Index(
                fields=["known_to", "ends", "starts", "known_from", "certainty", "case"],
                name="caseheld_day",
            ),
        ]


class HeldChange(models.Model):
    """By how much the number of people held changes on a day, as known now.

    Of everybody (`facet` empty) or of those with one value of a facet. Grain `day`: on `day`
    itself. `month`: on the days after the first of the month before, up to `day`, which is the
    first of a month; what held on it is the sum up to it. `ever`: a whole number, not a change:
    people who were ever held, by their surest.
    """

    class Grain(models.TextChoices):
        DAY = "day"
        MONTH = "month"
        EVER = "ever"

    grain = models.CharField(max_length=5, choices=Grain)
    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=120)
    day = models.DateField()
    certain = models.IntegerField()
    last_known = models.IntegerField()
    possible = models.IntegerField()
    certain_heads = models.IntegerField()
    last_known_heads = models.IntegerField()
    possible_heads = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["grain", "facet", "value", "day"], name="held_change_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.grain} {self.facet}={self.value} {self.day}"
