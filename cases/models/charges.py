"""Charges against a subject, and what became of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.base import Fact
from cases.models.case import Subject
from cases.models.citations import Citation, cited
from cases.models.events import Event
from cases.models.provisions import LegalProvision
from cases.vocabulary import ChargeStatus


class Charge(Fact):
    """One charge: its wording in our words, and the provision if a source names it."""

    subject = models.ForeignKey(
        Subject, verbose_name=_("subject"), on_delete=models.CASCADE, related_name="charges"
    )
    wording = models.CharField(
        _("wording"),
        max_length=300,
        help_text=_("What the authorities allege, in our words: “according to the charge, ...”"),
    )
    provision = models.ForeignKey(
        LegalProvision,
        verbose_name=_("provision"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="charges",
    )

    class Meta:
        verbose_name = _("charge")
        verbose_name_plural = _("charges")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.wording


class ChargeStep(Fact):
    """One step in a charge's history, by an event that dates it."""

    charge = models.ForeignKey(
        Charge, verbose_name=_("charge"), on_delete=models.CASCADE, related_name="steps"
    )
    status = models.CharField(_("status"), max_length=10, choices=ChargeStatus.choices)
    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="charge_steps"
    )

    class Meta:
        verbose_name = _("charge step")
        verbose_name_plural = _("charge steps")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["charge", "status", "event"], name="charge_step_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} ({self.event})"


class ChargeCitation(Citation):
    cited = cited("cases.Charge")
