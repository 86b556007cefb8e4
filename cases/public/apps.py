"""Tells Django about this app, and that a public file may be replaced between two requests."""

from django.apps import AppConfig
from django.core.signals import request_started
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class PublicConfig(AppConfig):
    name = "cases.public"
    label = "public"
    verbose_name = _("Public pages")

    def ready(self) -> None:
        from cases.public import replacing

        connection_created.connect(replacing.note_file, dispatch_uid="public")
        request_started.connect(replacing.close_replaced, dispatch_uid="public")
