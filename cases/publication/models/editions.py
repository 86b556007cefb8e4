"""The edition of all that is published: it tells an answer that is right from an old one."""

from django.db import models


class Edition(models.Model):
    """One row. `mark` is drawn anew in the transaction of any change of what is published.

    Triggers of the database draw it (`cases.publication.editions`), so that no way of writing is
    forgotten. Random, because a number says nothing after a backup was restored.
    """

    mark = models.CharField(max_length=32)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.mark
