"""The citation that every sourced row has: who says so, where, and on whose word."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from cases.models.sources import Source
from cases.vocabulary import CitationBasis, Stance


class Citation(models.Model):
    """Abstract: each sourced model has its own table, with a real foreign key named `cited`."""

    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="+"
    )
    paragraph = models.PositiveIntegerField(_("paragraph"), null=True, blank=True)
    locator = models.CharField(
        _("other locator"), max_length=100, blank=True, help_text=_("Page, minute, section.")
    )
    stance = models.CharField(
        _("stance"), max_length=12, choices=Stance.choices, default=Stance.SUPPORTS
    )
    basis = models.CharField(
        _("on whose word"),
        max_length=12,
        choices=CitationBasis.choices,
        default=CitationBasis.MEDIA,
    )
    attributed_to = models.CharField(
        _("attributed to"),
        max_length=200,
        blank=True,
        help_text=_("Whom the source names for it: “her lawyer”, “the city's police”."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True, help_text=_("Published."))
    internal_note = models.TextField(
        _("internal note"), blank=True, help_text=_("For researchers only. Never published.")
    )

    history = HistoricalRecords(inherit=True)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        abstract = True
        ordering = ["id"]

    def __str__(self) -> str:
        place = f".{self.paragraph}" if self.paragraph else f" {self.locator}".rstrip()
        return f"{self.source.key}{place}"


def cited(model: str) -> Any:
    """The foreign key from a citation table to the rows that it cites for."""
    return models.ForeignKey(
        model, verbose_name=_("cited for"), on_delete=models.CASCADE, related_name="citations"
    )
