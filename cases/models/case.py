"""Cases and their subjects."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.base import Fact
from cases.models.organisations import Organisation
from cases.models.people import Person
from cases.vocabulary import Criterion, WorkflowState


class Case(Fact):
    """One persecution, from its first act to its end."""

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    title = models.CharField(
        _("title"), max_length=200, help_text=_("A person first, then what was done. Plain words.")
    )
    country = models.CharField(
        _("country"), max_length=2, help_text=_("ISO 3166: whose authorities persecute.")
    )
    criterion = models.CharField(_("why listed"), max_length=30, choices=Criterion.choices)
    grounds = models.JSONField(
        _("grounds"), default=list, blank=True, help_text=_("Keys of the vocabulary.")
    )
    summary = models.TextField(_("summary"), blank=True, help_text=_("Our own words."))
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=WorkflowState.choices,
        default=WorkflowState.DRAFT,
        db_index=True,
    )
    embargoed_until = models.DateField(
        _("not public before"), null=True, blank=True, help_text=_("The first day it may be seen.")
    )
    last_verified_on = models.DateField(
        _("last verified"), null=True, blank=True, help_text=_("When somebody last read it all.")
    )

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title


class Subject(Fact):
    """A person or an organisation persecuted in a case: charges and sentences are the subject's."""

    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.CASCADE, related_name="subjects"
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subjects",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subjects",
    )

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="subject_person_or_organisation",
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
            ),
            models.UniqueConstraint(fields=["case", "person"], name="subject_person_once"),
            models.UniqueConstraint(
                fields=["case", "organisation"], name="subject_organisation_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.organisation)
