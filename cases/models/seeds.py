"""What the seeds wrote: how a later seeding knows its own rows from the desk's."""

from django.db import models


class SeedRecord(models.Model):
    """One row that a seed made: its stable key, where it is, and a digest of what was written.

    A row whose values no longer match the digest was changed at the desk and is left alone; a
    record whose row is gone was deleted there and is not made again.
    """

    model_name = models.CharField(max_length=60)
    seed_key = models.CharField(max_length=250)
    object_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    seed_file = models.CharField(max_length=200)
    seeded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["model_name", "seed_key"], name="seed_key_once")
        ]
        indexes = [models.Index(fields=["model_name", "object_id"], name="seed_row")]

    def __str__(self) -> str:
        return f"{self.model_name} {self.seed_key}"
