"""Which half of the site answers where; the pages' own addresses are in cases/public/urls.py."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = []
if settings.SERVES_DESK:
    urlpatterns.append(path("admin/", admin.site.urls))
if settings.SERVES_PUBLIC:
    handler400 = "cases.public.views.errors.bad_request"
    handler403 = "cases.public.views.errors.forbidden"
    handler404 = "cases.public.views.errors.not_found"
    handler500 = "cases.public.views.errors.server_error"
    urlpatterns.append(path("", include("cases.public.urls")))
