"""What stands around every page, put together once: a tenth of the time of a short page."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def frame(name: str, nav: str = "") -> SafeString:
    """The part of base.html that the template `name` makes in the active language, which knows
    nothing of a page but `nav`, the entry of the menu that it belongs to."""
    # Templates change while somebody works on them.
    make = kept.__wrapped__ if settings.DEBUG else kept
    return make(name, nav, get_language(), get_script_prefix())


@lru_cache(maxsize=256)
def kept(name: str, nav: str, _language: str | None, _prefix: str) -> SafeString:
    """What a process has put together: for each language and each prefix of its addresses."""
    return render_to_string(name, {"nav": nav})
