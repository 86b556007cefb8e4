"""Which tables the public half may read: those of publications, without the queues."""

from typing import Any

from django.apps import apps

from cases.publication.models import Edition, QueuedProjection, QueuedPurge, RefusedCase

# What waits or is kept back is nobody's business but the desk's: it names what is not public.
_KEPT_BACK: tuple[Any, ...] = (QueuedProjection, QueuedPurge, RefusedCase)
# The names of the models whose rows are not what is published.
NOT_OF_RECORD = {model._meta.model_name for model in (*_KEPT_BACK, Edition)}


def record_models() -> list[Any]:
    """The models that hold what is published: any change of their rows makes a new edition."""
    return [model for model in public_models() if model is not Edition]


def public_models() -> list[Any]:
    """The models whose rows the public half reads."""
    models = apps.get_app_config("publication").get_models()
    return [model for model in models if model not in _KEPT_BACK]


def public_tables() -> list[str]:
    """The names of their tables, in order."""
    return sorted(model._meta.db_table for model in public_models())
