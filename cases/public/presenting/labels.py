"""References resolved to their labels: the words and the address to show for `kind:public_id`."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.public.scripts import name_in
from cases.publication.models import Label
from cases.vocabulary import Script

Shown = dict[str, Any]
HAS_PAGE = frozenset({"case", "person", "organisation", "court", "provision", "place", "source"})


@lru_cache(maxsize=4096)
def page_of(kind: str, slug: str) -> str:
    """The path of an entity's page, "" where it has none."""
    return reverse(f"{kind}-detail", args=[slug]) if slug and kind in HAS_PAGE else ""


def masked_words(kind: str) -> str:
    """What stands where something is withheld."""
    return _("A confidential source") if kind == "source" else _("Name withheld")


def show(label: Label | None, ref: str, script: Script = Script.LATIN) -> Shown:
    """The words for one reference: text, url ("" without a page), is_masked, detail; and `name`,
    where a spelling in the reader's script is recorded."""
    kind = ref.partition(":")[0]
    if label is None:
        return {"ref": ref, "text": _("unknown"), "url": "", "is_masked": False, "detail": {}}
    return {
        "ref": ref,
        "text": masked_words(kind) if label.is_masked else label.text or _("unknown"),
        "url": page_of(kind, label.slug),
        "slug": label.slug,
        "is_masked": label.is_masked,
        "detail": {} if label.is_masked else label.detail,
        "name": None if label.is_masked else name_in(script, label.detail),
    }


class Labels:
    """The labels of one document, read in one query, for a reader of `script`."""

    def __init__(self, refs: Iterable[str], script: Script = Script.LATIN) -> None:
        self._script = script
        rows = Label.objects.filter(ref__in=list(refs))
        self._rows = {row.ref: row for row in rows}
        self._shown: dict[str, Shown] = {}

    def __getitem__(self, ref: str) -> Shown:
        if ref not in self._shown:
            self._shown[ref] = show(self._rows.get(ref), ref, self._script)
        return self._shown[ref]

    def get(self, ref: str | None) -> Shown | None:
        """As `labels[ref]`, None for no reference."""
        return self[ref] if ref else None

    def all(self, refs: Iterable[str]) -> list[Shown]:
        return [self[ref] for ref in refs]
