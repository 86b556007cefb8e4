"""Looks for a text in every column of every publication table."""

import json
from typing import Any

from django.apps import apps

from cases import names


def published_values() -> list[tuple[str, str]]:
    """(table.column, text) of every value of every publication row, JSON unpacked."""
    found = []
    for model in apps.get_app_config("publication").get_models():
        for row in model.objects.all():
            for one in model._meta.concrete_fields:
                value: Any = getattr(row, one.attname)
                text = json.dumps(value, ensure_ascii=False) if one.get_internal_type() == (
                    "JSONField"
                ) else str(value)  # fmt: skip
                found.append((f"{model.__name__}.{one.name}", text))
    return found


def columns_with(text: str) -> set[str]:
    """The columns in which a text stands, in any letter case or as a folded text."""
    forms = {text.lower(), names.fold(text)} - {""}
    return {
        column
        for column, value in published_values()
        if any(form in value.lower() for form in forms)
    }
