"""Tags of the lists, built in Python: a list has hundreds of values to choose."""

from django import template
from django.utils.formats import localize
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from cases.public.facets import ShownFacet

register = template.Library()

_VALUE = (
    '<label><input type="checkbox" name="{}" value="{}"{}> <span>{}</span>'
    ' <span class="n">{}</span></label>'
)


@register.simple_tag
def facet_values(facet: ShownFacet) -> SafeString:
    """The values of a facet as boxes to tick, each with the number of its rows."""
    return format_html_join(
        "\n",
        _VALUE,
        (
            (
                facet.name,
                one.value,
                SafeString(" checked") if one.is_chosen else "",
                one.label,
                localize(one.count),
            )
            for one in facet.values
        ),
    )
