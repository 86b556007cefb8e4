"""Tells Django about this app, and how many values one statement of SQLite may hold."""

import sqlite3
from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    name = "cases.publication"
    label = "publication"
    verbose_name = _("Publication")

    def ready(self) -> None:
        connection_created.connect(_ask_for_limit, dispatch_uid="publication")


def _ask_for_limit(connection: Any, **_more: Any) -> None:
    """Django takes SQLite for a version of 2020, with 999 values a statement; ask instead, so that
    a document with many rows is written in as many queries as one with few."""
    if connection.vendor == "sqlite":
        limit = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        connection.features.max_query_params = limit
