"""Events: what a source says happened, and who was part in it."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models.base import Fact
from cases.models.case import Case
from cases.models.citations import Citation, cited
from cases.models.fields import PartialDateField, bound
from cases.models.organisations import Organisation
from cases.models.people import Person
from cases.models.places import Court, Facility, Place
from cases.vocabulary import (
    STATED_KINDS,
    CustodyState,
    DateBasis,
    EventKind,
    ParticipantRole,
)

# Longer than a century is a slip of the keyboard.
LONGEST_DURATION = 40_000


class Event(Fact):
    """One thing that happened. Without a case: the ban of an organisation, say."""

    case = models.ForeignKey(
        Case,
        verbose_name=_("case"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="events",
    )
    kind = models.CharField(_("kind"), max_length=30, choices=EventKind.choices, db_index=True)
    date = PartialDateField(_("date"))
    date_earliest = bound(_("earliest"))
    date_latest = bound(_("latest"))
    date_basis = models.CharField(
        _("date is"), max_length=10, choices=DateBasis.choices, default=DateBasis.STATED
    )
    end = PartialDateField(_("end"), help_text=_("Only where a source states it."))
    end_earliest = bound(_("end, earliest"))
    end_latest = bound(_("end, latest"))
    duration_days = models.PositiveIntegerField(
        _("length in days"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(LONGEST_DURATION)],
        help_text=_("Only where a source states it."),
    )
    planned = PartialDateField(
        _("planned for"), help_text=_("Announced for this day and not known to have happened.")
    )
    planned_earliest = bound(_("planned, earliest"))
    planned_latest = bound(_("planned, latest"))
    order = models.PositiveSmallIntegerField(_("order within the day"), default=0)
    after = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("happened after"),
        help_text=_("For an event whose date is unknown."),
    )
    before = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("happened before"),
    )
    place = models.ForeignKey(
        Place, verbose_name=_("place"), on_delete=models.PROTECT, null=True, blank=True
    )
    court = models.ForeignKey(
        Court, verbose_name=_("court"), on_delete=models.PROTECT, null=True, blank=True
    )
    facility = models.ForeignKey(
        Facility, verbose_name=_("facility"), on_delete=models.PROTECT, null=True, blank=True
    )
    stated_custody = models.CharField(
        _("state that the source reports"),
        max_length=24,
        choices=CustodyState.choices,
        blank=True,
        help_text=_("Only for a state reported or a transfer."),
    )
    summary = models.TextField(_("summary"), blank=True, help_text=_("Our own words."))
    is_public = models.BooleanField(_("public"), default=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["date_earliest", "order", "id"]
        indexes = [models.Index(fields=["case", "date_earliest"], name="event_case_date")]
        constraints = [
            models.CheckConstraint(
                name="event_stated_custody_kinds",
                condition=Q(stated_custody="") | Q(kind__in=sorted(STATED_KINDS)),
            ),
            models.CheckConstraint(
                name="event_length_positive",
                condition=Q(duration_days__isnull=True) | Q(duration_days__gte=1),
            ),
            models.CheckConstraint(
                name="event_bounds_in_order",
                condition=Q(date_earliest__isnull=True)
                | Q(date_latest__isnull=True)
                | Q(date_earliest__lte=F("date_latest")),
            ),
            models.CheckConstraint(
                name="event_ends_after_it_begins",
                condition=Q(end_latest__isnull=True)
                | Q(date_earliest__isnull=True)
                | Q(end_latest__gte=F("date_earliest")),
            ),
            models.CheckConstraint(
                name="event_not_after_itself",
                condition=(Q(after__isnull=True) | ~Q(after=F("id")))
                & (Q(before__isnull=True) | ~Q(before=F("id"))),
            ),
            models.CheckConstraint(
                name="event_planned_or_happened", condition=Q(planned="") | Q(date="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date or self.planned or '—'} {self.get_kind_display()}"


class EventParticipant(Fact):
    """Who was part in an event, and how: a charged guard is no prisoner."""

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="participants"
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
    )
    role = models.CharField(
        _("part"),
        max_length=20,
        choices=ParticipantRole.choices,
        default=ParticipantRole.AFFECTED,
    )

    class Meta:
        verbose_name = _("event participant")
        verbose_name_plural = _("event participants")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="participant_person_or_organisation",
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["event", "person", "role"], name="participant_person_once"
            ),
            models.UniqueConstraint(
                fields=["event", "organisation", "role"], name="participant_organisation_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.organisation}, {self.get_role_display()}"


class EventCitation(Citation):
    cited = cited("cases.Event")
