"""How an index is ordered so that a list can be read from it, on both databases."""

from typing import Any

from django.db import models
from django.db.models.expressions import OrderBy


class LatestFirst(models.Index):
    """An index for a list ordered by one column from the highest value down, rows without one
    last, and then by `id`; or for the lists of such rows `of` each value of another column.

    PostgreSQL reads such a list from an index ordered so and from no other. SQLite takes nulls
    for the lowest values anyhow, and the words that say so are an error in its indexes.
    """

    @classmethod
    def on(cls, column: str, *, name: str, of: str = "") -> "LatestFirst":
        """The index for a list ordered by this column."""
        first = [models.F(of)] if of else []
        order = models.F(column).desc(nulls_last=True), models.F("id").desc()
        return cls(*first, *order, name=name)

    def create_sql(self, model: Any, schema_editor: Any, using: str = "", **kwargs: Any) -> Any:
        if schema_editor.connection.vendor != "sqlite":
            return super().create_sql(model, schema_editor, using, **kwargs)
        words: Any = self.expressions
        columns = [
            OrderBy(one.expression, descending=True) if isinstance(one, OrderBy) else one
            for one in words
        ]
        return models.Index(*columns, name=self.name).create_sql(
            model, schema_editor, using, **kwargs
        )
