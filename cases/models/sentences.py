"""Sentences, their conditions, and the chain of amendments."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models.base import Fact
from cases.models.case import Subject
from cases.models.citations import Citation, cited
from cases.models.events import Event
from cases.models.fields import PartialDateField, bound
from cases.models.organisations import Organisation
from cases.vocabulary import ConditionKind, SentenceKind

# Some courts add up terms to thousands of years.
LONGEST_TERM = 9_999


def _length(label: Any) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label, default=0, validators=[MaxValueValidator(LONGEST_TERM)]
    )


class TermMixin(models.Model):
    """A length as the source states it: years, months, days."""

    years = _length(_("years"))
    months = _length(_("months"))
    days = _length(_("days"))
    quantity = models.PositiveIntegerField(
        _("hours or strokes"), null=True, blank=True, help_text=_("Hours of work, or strokes.")
    )

    class Meta:
        abstract = True


class Sentence(TermMixin, Fact):
    """A punishment imposed on a subject by an event. A later one that changes it amends it."""

    subject = models.ForeignKey(
        Subject, verbose_name=_("subject"), on_delete=models.CASCADE, related_name="sentences"
    )
    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.PROTECT, related_name="sentences"
    )
    kind = models.CharField(_("kind"), max_length=24, choices=SentenceKind.choices)
    is_life = models.BooleanField(_("for life"), default=False)
    amount = models.DecimalField(
        _("amount"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True, help_text=_("ISO 4217"))
    is_converted = models.BooleanField(
        _("converted figure"),
        default=False,
        help_text=_("The source gives the amount only in another currency."),
    )
    is_in_absentia = models.BooleanField(_("in absentia"), default=False)
    starts = PartialDateField(
        _("term began"), help_text=_("Only where a source states when the term began.")
    )
    starts_earliest = bound(_("term began, earliest"))
    starts_latest = bound(_("term began, latest"))
    amends = models.ForeignKey(
        "self",
        verbose_name=_("amends"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amended_by",
    )
    imposed_by = models.ForeignKey(
        Organisation,
        verbose_name=_("imposed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text=_("A body that is no court; the court is the event's."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True, help_text=_("Published."))

    class Meta:
        verbose_name = _("sentence")
        verbose_name_plural = _("sentences")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="sentence_life_without_term",
                condition=Q(is_life=False) | Q(years=0, months=0, days=0),
            ),
            models.CheckConstraint(
                name="sentence_amount_with_currency",
                condition=Q(amount__isnull=True, currency="")
                | (Q(amount__isnull=False, amount__gte=0) & ~Q(currency="")),
            ),
            models.CheckConstraint(name="sentence_amends_another", condition=~Q(amends=F("id"))),
        ]

    def __str__(self) -> str:
        term = [
            f"{n} {unit}"
            for n, unit in ((self.years, "y"), (self.months, "m"), (self.days, "d"))
            if n
        ]
        return " ".join([str(self.get_kind_display()), *term])


class Condition(TermMixin, Fact):
    """What comes with a sentence, with a term of its own: a media ban of three years."""

    sentence = models.ForeignKey(
        Sentence, verbose_name=_("sentence"), on_delete=models.CASCADE, related_name="conditions"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ConditionKind.choices)
    note = models.CharField(_("note"), max_length=300, blank=True, help_text=_("Published."))

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class SentenceCitation(Citation):
    cited = cited("cases.Sentence")
