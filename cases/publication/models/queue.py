"""Which documents mention what, what waits to be projected again or to be purged, and which cases
are kept back."""

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


class RefusedCase(models.Model):
    """A case in state published that fails the checks: neither it nor who is in it is public.

    Also while it is under an embargo, so that nothing becomes public by itself when that ends.
    """

    public_id = models.CharField(max_length=16, primary_key=True)

    def __str__(self) -> str:
        return self.public_id


class QueuedPurge(models.Model):
    """A tag whose answers the caches in front have to forget. It leaves when they were told."""

    tag = models.CharField(max_length=40)
    queued_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.tag
