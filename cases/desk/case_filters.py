"""What the list of cases can be narrowed to: missing sources, open disputes, last verified."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases import models as m
from cases.desk.disputes import is_open
from cases.vocabulary import Stance

STALE = timedelta(days=365)


def uncited_events() -> QuerySet[Any]:
    """The public events without a supporting source, of the case of an outer query."""
    supported = m.EventCitation.objects.filter(cited=OuterRef("pk"), stance=Stance.SUPPORTS)
    return m.Event.objects.filter(~Exists(supported), case=OuterRef("pk"), is_public=True)


def undecided_disputes() -> QuerySet[Any]:
    """The disputes without a used claim, of the case of an outer query."""
    return m.Dispute.objects.filter(is_open(), case=OuterRef("pk"))


def number_of(rows: QuerySet[Any]) -> Any:
    """How many of such `rows` each case has."""
    counted = rows.order_by().values("case").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


class ChoiceFilter(admin.SimpleListFilter):
    """A filter with named conditions, in the table `conditions`."""

    conditions: dict[str, tuple[Any, Any]] = {}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, label) for name, (label, _condition) in self.conditions.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.conditions.get(self.value() or "")
        return queryset.filter(chosen[1]()) if chosen else queryset


class MissingFilter(ChoiceFilter):
    title = _("missing sources")
    parameter_name = "missing"
    conditions = {
        "yes": (_("an event has no source"), lambda: Exists(uncited_events())),
        "no": (_("every event has one"), lambda: ~Exists(uncited_events())),
    }


class DisputeFilter(ChoiceFilter):
    title = _("open disputes")
    parameter_name = "disputes"
    conditions = {
        "yes": (_("undecided"), lambda: Exists(undecided_disputes())),
        "no": (_("none"), lambda: ~Exists(undecided_disputes())),
    }


class VerifiedFilter(ChoiceFilter):
    title = _("last verified")
    parameter_name = "verified"
    conditions = {
        "never": (_("never"), lambda: Q(last_verified_on__isnull=True)),
        "stale": (
            _("more than a year ago"),
            lambda: Q(last_verified_on__lt=timezone.localdate() - STALE),
        ),
        "fresh": (
            _("in the last year"),
            lambda: Q(last_verified_on__gte=timezone.localdate() - STALE),
        ),
    }
