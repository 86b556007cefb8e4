"""What every read model has in common. Rows here are made by projection and by nothing else."""

from typing import Any

from django.db import models


class Published(models.Model):
    """One published entity: its address, a digest to see whether it changed, flat columns.

    What is long stands apart, in its body: lists, counts and exports run over rows of this table
    and never carry it along.
    """

    # What each concrete Body gives its row.
    body: Any

    public_id = models.CharField(max_length=16, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    schema_version = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    updated_at = models.DateTimeField(help_text="When what is shown last changed.")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.slug

    @property
    def document(self) -> dict[str, Any]:
        """All that the page shows. One more query, unless the body was read with the row."""
        return self.body.document


class RowKey(models.OneToOneField):
    """The row that a body belongs to, and the body's own key."""

    def __init__(self, to: Any, **options: Any) -> None:
        fixed = {"on_delete": models.CASCADE, "primary_key": True, "related_name": "body"}
        super().__init__(to, **{**options, **fixed})

    def db_type(self, connection: Any) -> str | None:
        # SQLite keeps a table in the order of a key of this type and of no other.
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class Body(models.Model):
    """The long parts of one published row, which only its page and a search read."""

    search = models.TextField(help_text="Folded text: all names and all free text of the document.")
    words = models.TextField(help_text="The terms of that text, for the index of words.")
    document = models.JSONField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


# The columns of a body besides its key.
BODY_COLUMNS = frozenset(one.name for one in Body._meta.local_fields)


def body_of(model: Any) -> Any:
    """The model of the bodies of a published model."""
    return model._meta.get_field("body").related_model


class Facet(models.Model):
    """One value by which a list can be narrowed: (organisation, kz-dvk) of one row."""

    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=120)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.facet}={self.value}"
