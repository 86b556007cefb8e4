"""Organisations, their names, links between them, and who belongs to them on whose word."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models.base import Fact, Reference
from cases.models.citations import Citation, cited
from cases.models.fields import PartialDateField, bound
from cases.models.people import Person
from cases.models.spellings import Spelling
from cases.vocabulary import (
    AffiliationRole,
    Asserted,
    OrganisationKind,
    OrganisationRelation,
)


class Organisation(Reference):
    """A movement, party, rights group, state body, medium."""

    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    country = models.CharField(_("country"), max_length=2, blank=True)
    description = models.TextField(_("description"), blank=True, help_text=_("Our words."))
    url = models.URLField(_("address"), blank=True)

    class Meta(Reference.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")


class OrganisationName(Spelling):
    """One name of an organisation: spelling, abbreviation, translation."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="names"
    )

    class Meta(Spelling.Meta):
        verbose_name = _("organisation name")
        verbose_name_plural = _("organisation names")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "text"], name="organisation_name_once")
        ]


class OrganisationLink(Fact):
    """`organisation` is a splinter of, the successor of, associated with `related`."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="links"
    )
    kind = models.CharField(_("is"), max_length=20, choices=OrganisationRelation.choices)
    related = models.ForeignKey(
        Organisation,
        verbose_name=_("related"),
        on_delete=models.CASCADE,
        related_name="linked_from",
    )

    class Meta:
        verbose_name = _("organisation link")
        verbose_name_plural = _("organisation links")
        constraints = [
            models.CheckConstraint(
                name="organisation_link_between_two",
                condition=~Q(organisation=F("related")),
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind", "related"], name="organisation_link_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_kind_display()} {self.related}"


class Affiliation(Fact):
    """A person's tie to an organisation, and on whose word it stands."""

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="affiliations"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="affiliations",
    )
    role = models.CharField(_("role"), max_length=12, choices=AffiliationRole.choices)
    asserted = models.CharField(
        _("on whose word"),
        max_length=24,
        choices=Asserted.choices,
        help_text=_("Never plain membership where only the prosecution says so."),
    )
    starts = PartialDateField(_("from"))
    starts_earliest = bound(_("from, earliest"))
    starts_latest = bound(_("from, latest"))
    ends = PartialDateField(_("to"))
    ends_earliest = bound(_("to, earliest"))
    ends_latest = bound(_("to, latest"))

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}, {self.organisation}"


class OrganisationNameCitation(Citation):
    cited = cited("cases.OrganisationName")


class OrganisationLinkCitation(Citation):
    cited = cited("cases.OrganisationLink")


class AffiliationCitation(Citation):
    cited = cited("cases.Affiliation")
