"""Tags that print linked names and citation numbers. Built in Python: a page has hundreds."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def name(shown: dict[str, Any] | None) -> str:
    """The words of a resolved reference, as a link where it has a page."""
    if not shown:
        return ""
    if not shown["url"]:
        return named(shown)
    return format_html('<a href="{}">{}</a>', shown["url"], named(shown))


@register.simple_tag
def named(shown: dict[str, Any]) -> str:
    """The words of a resolved reference without a link, in the reader's script if there are any."""
    if shown["is_masked"]:
        return format_html('<span class="masked">{}</span>', shown["text"])
    if name := shown.get("name"):
        return format_html('<span lang="{}">{}</span>', name.lang, name.text)
    return conditional_escape(shown["text"])


@register.simple_tag
def also(shown: dict[str, Any] | None) -> str:
    """The name as the record writes it, in brackets after one in the reader's own script."""
    if not shown or not shown.get("name"):
        return ""
    return format_html(' <span class="also">({})</span>', shown["text"])


@register.simple_tag
def names(many: Iterable[dict[str, Any]]) -> str:
    """Several of them, with commas."""
    return format_html_join(", ", "{}", ((name(shown),) for shown in many))


@register.filter
def breakable(identifier: str) -> str:
    """The name of a column, which a narrow screen may break after each underscore."""
    first, *others = identifier.split("_")
    return format_html("{}{}", first, format_html_join("", "_<wbr>{}", ((one,) for one in others)))


@register.simple_tag
def cites(markers: Iterable[dict[str, Any]]) -> str:
    """Citation numbers as links to the list of sources."""
    links = format_html_join(
        "",
        '<a href="#{}" aria-label="{}">{}{}</a>',
        (
            (
                marker["target"],
                marker["spoken"],
                marker["number"],
                format_html("<span>{}</span>", marker["paragraphs"])
                if marker["paragraphs"]
                else "",
            )
            for marker in markers
        ),
    )
    return format_html('<span class="cites">{}</span>', links) if links else ""


@register.simple_tag
def when(words: str, day: str, *, is_inferred: bool = False) -> str:
    """A date in words, with the machine's form where it is one day."""
    shown = format_html('<time datetime="{}">{}</time>', day, words) if day else words
    if not is_inferred:
        return shown
    return format_html('{} <span class="basis">{}</span>', shown, _("inferred"))
