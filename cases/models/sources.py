"""Publishers, sources and, for researchers only, their text."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.base import Fact, KeyManager, Reference
from cases.models.fields import PartialDateField, bound
from cases.vocabulary import DateBasis, OrganisationKind, SourceKind


class Publisher(Reference):
    """Who published a source."""

    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=OrganisationKind.choices,
        default=OrganisationKind.MEDIA,
    )
    country = models.CharField(_("country"), max_length=2, blank=True)
    url = models.URLField(_("address"), blank=True)

    class Meta(Reference.Meta):
        verbose_name = _("publisher")
        verbose_name_plural = _("publishers")


class Source(Fact):
    """An article, statement or judgment that facts are cited from."""

    key = models.CharField(
        _("key"),
        max_length=100,
        unique=True,
        help_text=_("For an article of a seed document: document/article, 000/4."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind.choices)
    publisher = models.ForeignKey(
        Publisher, verbose_name=_("publisher"), on_delete=models.PROTECT, related_name="sources"
    )
    label = models.CharField(
        _("label"),
        max_length=250,
        help_text=_("What it is about, in our own words: never its headline."),
    )
    language = models.CharField(_("language"), max_length=10, default="en")
    published = PartialDateField(_("published"))
    published_earliest = bound(_("published, earliest"))
    published_latest = bound(_("published, latest"))
    published_basis = models.CharField(
        _("date is"), max_length=10, choices=DateBasis.choices, default=DateBasis.STATED
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    archived_url = models.URLField(_("archived address"), max_length=500, blank=True)
    same_as = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="repeats",
        verbose_name=_("repeats"),
        help_text=_("The source whose text this one repeats: it is not a second witness."),
    )
    document_name = models.CharField(_("document"), max_length=100, blank=True)
    document_sha256 = models.CharField(_("SHA-256 of the document"), max_length=64, blank=True)
    article_number = models.PositiveIntegerField(_("article"), null=True, blank=True)
    paragraph_count = models.PositiveIntegerField(_("paragraphs"), null=True, blank=True)
    is_confidential = models.BooleanField(
        _("confidential"),
        default=False,
        help_text=_("Published only as “a confidential source”: no publisher, date or address."),
    )

    objects = KeyManager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(
                fields=["document_name", "article_number"],
                condition=~Q(document_name=""),
                name="source_article_once",
            ),
            models.CheckConstraint(
                name="source_repeats_another", condition=~Q(same_as=models.F("id"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.label}"

    def natural_key(self) -> tuple[str]:
        return (self.key,)


class SourceParagraph(models.Model):
    """One paragraph of an attached document: read by researchers and checks, never published."""

    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.CASCADE, related_name="paragraphs"
    )
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("source paragraph")
        verbose_name_plural = _("source paragraphs")
        ordering = ["source", "number"]
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="paragraph_once")]

    def __str__(self) -> str:
        return f"{self.source.key}.{self.number}"
