"""The row of links at the top of each page of the desk. What the pages show is not decided here."""

from typing import Any

from django import template
from django.contrib.admin import site
from django.http import HttpRequest
from django.urls import reverse

from cases import models as m

register = template.Library()

# The daily work first, then reference data.
ORDER = (
    m.Case, m.Person, m.Organisation, m.Event, m.Charge, m.Sentence, m.Designation, m.Dispute,
    m.Affiliation, m.Source, m.ReportedCount, m.Publisher, m.Place, m.Court, m.Facility,
    m.LegalProvision,
)  # fmt: skip


@register.simple_tag(takes_context=True)
def desk_links(context: Any) -> list[dict[str, Any]]:
    """The lists that this user may open, as name, address and whether the page belongs to it."""
    request: HttpRequest = context["request"]
    links = []
    for model in ORDER:
        if not site.get_model_admin(model).has_view_or_change_permission(request):
            continue
        address = reverse(f"admin:cases_{model._meta.model_name}_changelist")
        links.append(
            {
                "name": model._meta.verbose_name_plural,
                "address": address,
                "is_current": request.path.startswith(address),
            }
        )
    return links
