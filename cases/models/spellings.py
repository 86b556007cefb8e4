"""What the names of persons and of organisations have in common."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases import names
from cases.models.base import Fact
from cases.vocabulary import NameKind, NameOrigin, Script


class Spelling(Fact):
    """Abstract: one spelling, in a source or editorial, with its fold for searching."""

    text = models.CharField(_("spelling"), max_length=250)
    script = models.CharField(
        _("script"), max_length=4, choices=Script.choices, blank=True, editable=False
    )
    kind = models.CharField(
        _("kind"), max_length=12, choices=NameKind.choices, default=NameKind.SPELLING
    )
    origin = models.CharField(
        _("origin"), max_length=10, choices=NameOrigin.choices, default=NameOrigin.SOURCE
    )
    folded = models.CharField(max_length=300, editable=False, db_index=True)

    class Meta:
        abstract = True
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = names.fold(self.text)
        self.script = names.script_of(self.text)
        super().save(*args, **kwargs)  # type: ignore[arg-type]
