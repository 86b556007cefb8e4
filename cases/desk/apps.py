"""Tells Django about this app, and has the groups of the desk made after each migration."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "cases.desk"
    label = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        from cases.desk.roles import make_groups

        cases = apps.get_app_config("cases")
        post_migrate.connect(make_groups, sender=cases, dispatch_uid="desk-groups")
