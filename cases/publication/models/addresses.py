"""Labels, tombstones, redirects: what an address or a reference leads to."""

from django.db import models


class Label(models.Model):
    """The text shown for one reference. One row, so that a rename or a mask shows at once."""

    ref = models.CharField(max_length=40, primary_key=True, help_text="kind:public_id")
    kind = models.CharField(max_length=12)
    text = models.CharField(max_length=300)
    slug = models.CharField(
        max_length=120, blank=True, help_text="Empty: the entity has no page of its own."
    )
    is_masked = models.BooleanField(default=False)
    detail = models.JSONField(
        default=dict, help_text="What a page shows beside the text: a source's publisher and date."
    )

    class Meta:
        indexes = [models.Index(fields=["kind", "slug"], name="label_kind_slug")]

    def __str__(self) -> str:
        return self.text


class Tombstone(models.Model):
    """A withdrawn page: 410, without content. Its identifier and address are given to nothing
    else while it stands; it goes when the page is back, or its case a draft again."""

    kind = models.CharField(max_length=12)
    public_id = models.CharField(max_length=16)
    slug = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="tombstone_slug_once")]
        indexes = [models.Index(fields=["kind", "public_id"], name="tombstone_id")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.public_id}"


class SlugRedirect(models.Model):
    """A former address. Those of a person whose name is withheld are deleted, not kept."""

    kind = models.CharField(max_length=12)
    old_slug = models.CharField(max_length=120)
    public_id = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "old_slug"], name="redirect_slug_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.old_slug}"
