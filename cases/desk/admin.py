"""Where Django looks for the desk's pages: it imports them all and names the site."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cases.desk import (  # noqa: F401  importing registers the pages
    cases,
    charges,
    counts,
    designations,
    disputes,
    events,
    organisations,
    people,
    reference,
    sentences,
    sources,
)

admin.site.site_header = _("The Tracker: desk")
admin.site.site_title = _("Desk")
# The row of links at the top of each page leads to every list; the tables need the width.
admin.site.enable_nav_sidebar = False
admin.site.index_title = _("What to work on")
