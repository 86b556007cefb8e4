"""Designations: who recognised whom as what, by which event, and by which it was withdrawn."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.base import Fact
from cases.models.citations import Citation, cited
from cases.models.events import Event
from cases.models.organisations import Organisation
from cases.models.people import Person
from cases.vocabulary import DesignationKind


class Designation(Fact):
    """One recognition. Granted again after a withdrawal, it is another row."""

    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="designations",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="designations",
    )
    kind = models.CharField(_("as"), max_length=24, choices=DesignationKind.choices)
    grantor = models.ForeignKey(
        Organisation,
        verbose_name=_("grantor"),
        on_delete=models.PROTECT,
        related_name="designations_granted",
    )
    granted = models.ForeignKey(
        Event, verbose_name=_("granted"), on_delete=models.PROTECT, related_name="designations"
    )
    withdrawn = models.ForeignKey(
        Event,
        verbose_name=_("withdrawn"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="designations_withdrawn",
    )

    class Meta:
        verbose_name = _("designation")
        verbose_name_plural = _("designations")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="designation_person_or_organisation",
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="designation_withdrawn_by_another_event",
                condition=Q(withdrawn__isnull=True) | ~Q(withdrawn=models.F("granted")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.grantor})"


class DesignationCitation(Citation):
    cited = cited("cases.Designation")
