"""Counts that others have published, shown beside our own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.base import Fact
from cases.models.citations import Citation, cited
from cases.models.fields import PartialDateField, bound
from cases.models.organisations import Organisation
from cases.vocabulary import DesignationKind, HeadcountBasis


class ReportedCount(Fact):
    """A number of people (or cases) that somebody published: how many, of what, when, by whom."""

    count = models.PositiveIntegerField(_("count"))
    basis = models.CharField(
        _("count is"),
        max_length=10,
        choices=HeadcountBasis.choices,
        default=HeadcountBasis.EXACT,
    )
    of = models.CharField(_("of what"), max_length=200, help_text=_("Our own words."))
    kind = models.CharField(
        _("designation"), max_length=24, choices=DesignationKind.choices, blank=True
    )
    country = models.CharField(_("country"), max_length=2)
    on = PartialDateField(_("as of"))
    on_earliest = bound(_("as of, earliest"))
    on_latest = bound(_("as of, latest"))
    reported_by = models.ForeignKey(
        Organisation,
        verbose_name=_("reported by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reported_counts",
    )

    class Meta:
        verbose_name = _("reported count")
        verbose_name_plural = _("reported counts")
        ordering = ["country", "on_earliest", "id"]

    def __str__(self) -> str:
        return f"{self.count} {self.of}"


class ReportedCountCitation(Citation):
    cited = cited("cases.ReportedCount")
