"""Tells Django about this app, how many values one statement of SQLite may hold, and that a
database of publications has an edition."""

import sqlite3
from typing import Any

from django.apps import AppConfig
from django.apps import apps as all_apps
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    name = "cases.publication"
    label = "publication"
    verbose_name = _("Publication")

    def ready(self) -> None:
        connection_created.connect(_ask_for_limit, dispatch_uid="publication")
        post_migrate.connect(_ensure_edition, sender=self, dispatch_uid="publication")


def _ask_for_limit(connection: Any, **_more: Any) -> None:
    """Django takes SQLite for a version of 2020, with 999 values a statement; ask instead, so that
    a document with many rows is written in as many queries as one with few."""
    if connection.vendor == "sqlite":
        limit = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        connection.features.max_query_params = limit


def _ensure_edition(using: str, apps: Any = all_apps, **_more: Any) -> None:
    """Not in a migration alone: a database that was emptied needs one too."""
    from cases.publication.editions import ensure_edition
    from cases.publication.tables import NOT_OF_RECORD

    models = apps.all_models[PublicationConfig.label]
    if "edition" in models:
        tables = [m._meta.db_table for name, m in models.items() if name not in NOT_OF_RECORD]
        ensure_edition(using, tables)
