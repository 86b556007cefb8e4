"""Disputes: a question on which sources differ, the rival claims, and which is used."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.base import Fact
from cases.models.case import Case
from cases.models.charges import Charge
from cases.models.citations import Citation, cited
from cases.models.events import Event
from cases.models.organisations import Affiliation, Organisation
from cases.models.sentences import Sentence


class Dispute(Fact):
    """A question about a case or an organisation. Undecided while no claim is used."""

    case = models.ForeignKey(
        Case,
        verbose_name=_("case"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="disputes",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="disputes",
    )
    question = models.CharField(_("question"), max_length=250)
    reason = models.TextField(
        _("reason"), blank=True, help_text=_("Why one claim is used, or why it is left open.")
    )

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="dispute_of_case_or_organisation",
                condition=Q(case__isnull=False, organisation__isnull=True)
                | Q(case__isnull=True, organisation__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.question


class DisputeClaim(Fact):
    """One answer to the question. It may stand in a row of its own: at most one of the four."""

    dispute = models.ForeignKey(
        Dispute, verbose_name=_("dispute"), on_delete=models.CASCADE, related_name="claims"
    )
    claim = models.CharField(_("claim"), max_length=300, help_text=_("Our own words."))
    event = models.ForeignKey(
        Event,
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="claims",
    )
    charge = models.ForeignKey(
        Charge,
        verbose_name=_("charge"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="claims",
    )
    sentence = models.ForeignKey(
        Sentence,
        verbose_name=_("sentence"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="claims",
    )
    affiliation = models.ForeignKey(
        Affiliation,
        verbose_name=_("affiliation"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="claims",
    )
    is_used = models.BooleanField(_("used"), default=False)

    class Meta:
        verbose_name = _("dispute claim")
        verbose_name_plural = _("dispute claims")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute"], condition=Q(is_used=True), name="dispute_one_claim_used"
            ),
            models.CheckConstraint(
                name="claim_about_one_row",
                condition=(
                    Q(charge__isnull=True, sentence__isnull=True, affiliation__isnull=True)
                    | Q(event__isnull=True, sentence__isnull=True, affiliation__isnull=True)
                    | Q(event__isnull=True, charge__isnull=True, affiliation__isnull=True)
                    | Q(event__isnull=True, charge__isnull=True, sentence__isnull=True)
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.claim


class DisputeClaimCitation(Citation):
    cited = cited("cases.DisputeClaim")
