"""Places, courts and facilities."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.base import Reference
from cases.vocabulary import CourtLevel, FacilityKind, PlaceKind


class Place(Reference):
    """A country, a region, a city. Coordinates are of its centre, in degrees (WGS 84)."""

    kind = models.CharField(_("kind"), max_length=20, choices=PlaceKind.choices)
    country = models.CharField(_("country"), max_length=2, help_text=_("ISO 3166: KZ, CN."))
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )

    class Meta(Reference.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.CheckConstraint(
                name="place_both_coordinates_or_none",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
            ),
            models.CheckConstraint(
                name="place_coordinates_on_earth",
                condition=Q(latitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
            ),
        ]


class Court(Reference):
    """A court, or an unnamed one ("a court in Almaty")."""

    level = models.CharField(
        _("level"), max_length=20, choices=CourtLevel.choices, default=CourtLevel.UNKNOWN
    )
    country = models.CharField(_("country"), max_length=2)
    place = models.ForeignKey(
        Place, verbose_name=_("place"), on_delete=models.PROTECT, null=True, blank=True
    )
    is_named = models.BooleanField(
        _("named by a source"), default=True, help_text=_("Off: a source says only which city.")
    )

    class Meta(Reference.Meta):
        verbose_name = _("court")
        verbose_name_plural = _("courts")


class Facility(Reference):
    """Where people are held: prison, remand centre, clinic, camp."""

    kind = models.CharField(_("kind"), max_length=20, choices=FacilityKind.choices)
    country = models.CharField(_("country"), max_length=2)
    place = models.ForeignKey(
        Place, verbose_name=_("place"), on_delete=models.PROTECT, null=True, blank=True
    )
    is_named = models.BooleanField(_("named by a source"), default=True)

    class Meta(Reference.Meta):
        verbose_name = _("facility")
        verbose_name_plural = _("facilities")
