"""What counts, narrows and sorts the lists, made ready to be read whole: bitmaps and numbers."""

from django.db import models


class FacetChunk(models.Model):
    """The rows of a list that have one value, among those whose `id >> 16` is `chunk`.

    `rows` is a serialized roaring bitmap of ids, `count` how many they are. Made from `CaseFacet`
    and `PersonFacet` by `cases.publication.chunking`, and of all rows; a value that nothing has
    keeps an empty row.
    """

    kind = models.CharField(max_length=12, help_text="The list: case, person or source.")
    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=120)
    chunk = models.PositiveIntegerField()
    rows = models.BinaryField()
    count = models.PositiveIntegerField()
    edition = models.BigIntegerField(help_text="The edition of the list that changed it last.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "facet", "value", "chunk"], name="facet_chunk_once"
            )
        ]
        indexes = [models.Index(fields=["kind", "edition"], name="facet_chunk_edition")]

    def __str__(self) -> str:
        return f"{self.kind} {self.facet}={self.value} {self.chunk}"


class FacetEdition(models.Model):
    """How often the chunks of a list have changed, so that a process knows what it has missed.

    Its row is locked by whoever changes chunks. `marks` holds a random mark for each of the last
    editions, the newest last: a number alone says nothing after a backup was restored.
    """

    kind = models.CharField(max_length=12, primary_key=True)
    number = models.BigIntegerField(default=0)
    marks = models.TextField(default="")

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class PackedChunk(models.Model):
    """Numbers of the rows of a list, or in which state they are on which days, packed.

    Of those rows whose `id >> 8` is `chunk`; made from the published rows, spells and stretches of
    custody by `cases.publication.packing`, which says what `content` holds.
    """

    class What(models.TextChoices):
        NUMBERS = "numbers"
        DAYS = "days"

    kind = models.CharField(max_length=12, help_text="The list: case or person.")
    what = models.CharField(max_length=8, choices=What)
    chunk = models.PositiveIntegerField()
    content = models.BinaryField()
    edition = models.BigIntegerField(help_text="The edition of the list that changed it last.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "what", "chunk"], name="packed_chunk_once")
        ]
        indexes = [models.Index(fields=["kind", "what", "edition"], name="packed_chunk_edition")]

    def __str__(self) -> str:
        return f"{self.kind} {self.what} {self.chunk}"
