"""Provisions of law under which people are charged."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.base import Fact, KeyManager


class LegalProvision(Fact):
    """One provision: country, code, article, part."""

    key = models.SlugField(_("key"), max_length=100, unique=True)
    country = models.CharField(_("country"), max_length=2)
    code = models.CharField(_("code"), max_length=150, help_text=_("Criminal Code"))
    article = models.CharField(_("article"), max_length=30)
    part = models.CharField(_("part"), max_length=30, blank=True)
    title = models.CharField(
        _("title"), max_length=250, blank=True, help_text=_("What it punishes, in our words.")
    )

    objects = KeyManager()

    class Meta:
        verbose_name = _("legal provision")
        verbose_name_plural = _("legal provisions")
        ordering = ["country", "code", "article", "part"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "code", "article", "part"], name="provision_once"
            )
        ]

    def __str__(self) -> str:
        part = f" ({self.part})" if self.part else ""
        return f"{self.code} {self.article}{part}, {self.country}"

    def natural_key(self) -> tuple[str]:
        return (self.key,)
