"""What every fact has in common: identity, time stamps, edit history, the researchers' own note."""

import hashlib
import secrets
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

# Crockford's base 32: no letters that are taken for digits.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
ID_LENGTH = 9


def new_public_id() -> str:
    """A fresh random identifier: nine characters, 45 bits, safe in an address."""
    return "".join(secrets.choice(ALPHABET) for _n in range(ID_LENGTH))


def public_id_for(model_name: str, seed_key: str) -> str:
    """The identifier of a seeded row: the same on every machine that loads the same seed."""
    number = int.from_bytes(hashlib.sha256(f"{model_name}:{seed_key}".encode()).digest()[:8])
    letters = []
    for _n in range(ID_LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)


class Fact(models.Model):
    """A row that researchers write. Public code never reads it: publication does."""

    public_id = models.CharField(
        _("identifier"),
        max_length=16,
        unique=True,
        default=new_public_id,
        editable=False,
        help_text=_("Short, stable and never given to anything else."),
    )
    internal_note = models.TextField(
        _("internal note"),
        blank=True,
        help_text=_("For researchers only. Never published."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True


class KeyManager(models.Manager[Any]):
    """Finds reference data by its key, as fixtures do."""

    def get_by_natural_key(self, key: str) -> "Reference":
        return self.get(key=key)


class Reference(Fact):
    """Reference data: a place, a court. Its key is its natural key and its slug."""

    key = models.SlugField(
        _("key"),
        max_length=100,
        unique=True,
        help_text=_("Lower-case words joined by hyphens, country first: zm-city-court."),
    )
    name = models.CharField(_("name"), max_length=250)
    other_names = models.JSONField(
        _("other names"),
        default=list,
        blank=True,
        help_text=_('Other spellings, as a list: ["Алматы", "Alma-Ata"]. Searched, and shown.'),
    )

    objects = KeyManager()

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.key,)
