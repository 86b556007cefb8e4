"""Which documents mention what, and which wait to be projected again."""

from django.db import models


class Mention(models.Model):
    """`document` (a reference) shows the flat text of `mentioned` (a reference)."""

    document = models.CharField(max_length=40, db_index=True)
    mentioned = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mentioned", "document"], name="mention_once")
        ]

    def __str__(self) -> str:
        return f"{self.document} -> {self.mentioned}"


class QueuedProjection(models.Model):
    """A document to project again. Written in the transaction of the change; worked off by
    `publish --due`. Never used for withholding or withdrawal."""

    document = models.CharField(max_length=40, unique=True)
    queued_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.document
