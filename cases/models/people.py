"""Persons, their names, births, stated ages, and links between persons."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models.base import Fact
from cases.models.citations import Citation, cited
from cases.models.fields import PartialDateField, bound
from cases.models.spellings import Spelling
from cases.vocabulary import (
    Gender,
    HeadcountBasis,
    NameKind,
    PersonRelation,
)


class Person(Fact):
    """A human being, or an unnamed one or a group known by a descriptor and a headcount."""

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    descriptor = models.CharField(
        _("descriptor"),
        max_length=200,
        blank=True,
        help_text=_("For unnamed people and groups: “three sons of Ada Melin”. Our words."),
    )
    descriptor_in_source = models.CharField(
        _("descriptor in the source"),
        max_length=60,
        blank=True,
        help_text=_("The few words by which the source names them. Not published."),
    )
    headcount = models.PositiveIntegerField(_("headcount"), default=1)
    headcount_basis = models.CharField(
        _("headcount is"),
        max_length=10,
        choices=HeadcountBasis.choices,
        default=HeadcountBasis.EXACT,
    )
    gender = models.CharField(
        _("gender"), max_length=10, choices=Gender.choices, default=Gender.UNKNOWN
    )
    professions = models.JSONField(
        _("professions"), default=list, blank=True, help_text=_("Keys of the vocabulary.")
    )
    citizenship = models.JSONField(
        _("citizenship"), default=list, blank=True, help_text=_('ISO 3166, as a list: ["KZ"].')
    )
    note = models.TextField(_("note"), blank=True, help_text=_("Published."))
    is_name_withheld = models.BooleanField(
        _("withhold the name"),
        default=False,
        help_text=_("Takes effect at once, in every output. Old addresses stop working."),
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(name="person_headcount_positive", condition=Q(headcount__gte=1)),
            models.CheckConstraint(
                name="person_group_has_descriptor",
                condition=Q(headcount=1, headcount_basis=HeadcountBasis.EXACT) | ~Q(descriptor=""),
            ),
        ]
        # Every publication asks for these few among everybody.
        indexes = [
            models.Index(fields=["id"], condition=Q(is_name_withheld=True), name="person_withheld")
        ]

    def __str__(self) -> str:
        return self.shown_name()

    def shown_name(self) -> str:
        """The primary spelling, else the first, else the descriptor."""
        spellings = sorted(
            self.names.all(), key=lambda name: (name.kind != NameKind.PRIMARY, name.id)
        )
        return spellings[0].text if spellings else self.descriptor or self.slug


class PersonName(Spelling):
    """One spelling of a person's name, in a source or editorial."""

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="names"
    )
    is_public = models.BooleanField(_("public"), default=True)

    class Meta(Spelling.Meta):
        verbose_name = _("person name")
        verbose_name_plural = _("person names")
        constraints = [
            models.UniqueConstraint(fields=["person", "text"], name="person_name_once"),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(kind=NameKind.PRIMARY),
                name="person_one_primary_name",
            ),
        ]


class PersonBirth(Fact):
    """When a person was born, as a source says."""

    person = models.OneToOneField(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="birth"
    )
    date = PartialDateField(_("date"), blank=False)
    date_earliest = bound(_("earliest"))
    date_latest = bound(_("latest"))

    class Meta:
        verbose_name = _("birth")
        verbose_name_plural = _("births")

    def __str__(self) -> str:
        return self.date


class AgeStatement(Fact):
    """A person's age in full years, as a source gives it on some day."""

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="ages"
    )
    age = models.PositiveSmallIntegerField(_("age"))
    on = PartialDateField(_("stated on"), blank=False)
    on_earliest = bound(_("earliest"))
    on_latest = bound(_("latest"))

    class Meta:
        verbose_name = _("age statement")
        verbose_name_plural = _("age statements")
        constraints = [
            models.CheckConstraint(name="age_possible", condition=Q(age__lte=125)),
        ]

    def __str__(self) -> str:
        return f"{self.age} ({self.on})"


class PersonLink(Fact):
    """`person` is the brother, the lawyer, the husband of `related`."""

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="links"
    )
    kind = models.CharField(_("is the"), max_length=20, choices=PersonRelation.choices)
    related = models.ForeignKey(
        Person, verbose_name=_("related"), on_delete=models.CASCADE, related_name="linked_from"
    )

    class Meta:
        verbose_name = _("person link")
        verbose_name_plural = _("person links")
        constraints = [
            models.CheckConstraint(
                name="person_link_between_two", condition=~Q(person=F("related"))
            ),
            models.UniqueConstraint(fields=["person", "kind", "related"], name="person_link_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_kind_display()} {self.related}"


class PersonCitation(Citation):
    """For gender, professions, citizenship, the descriptor."""

    cited = cited("cases.Person")


class PersonNameCitation(Citation):
    cited = cited("cases.PersonName")


class PersonBirthCitation(Citation):
    cited = cited("cases.PersonBirth")


class AgeStatementCitation(Citation):
    cited = cited("cases.AgeStatement")


class PersonLinkCitation(Citation):
    cited = cited("cases.PersonLink")
