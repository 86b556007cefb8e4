"""The rows beside one document, before they are put into words, and which labels they need."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.db.models.expressions import OrderBy

from cases.public.presenting.labels import Labels, Shown, page_of
from cases.publication.models import Child
from cases.publication.models.base import Published

Context = dict[str, Any]
# So many rows of a kind stand on a page; the files have them all.
MOST = 50


@dataclass(slots=True)
class Ties:
    """`words` makes the context of the template of the labels of `refs`."""

    refs: set[str]
    words: Callable[[Labels], Context]


def tie(rows: Iterable[Child], refs: Iterable[str], words: Callable[[Labels], Context]) -> Ties:
    """Ties made of `rows`, which mention `refs` besides their own cases."""
    cases = {f"case:{row.case_public_id}" for row in rows if row.case_public_id}
    return Ties({*refs, *cases} - {""}, words)


def ties_of(kind: str, row: Published) -> Ties:
    """The ties of a court, a provision, a place, a source or an organisation."""
    # Each of them needs what is above.
    from cases.public.beside import courts, organisations, places, provisions, sources

    makers: dict[str, Callable[[Any], Ties]] = {
        "court": courts.court_ties,
        "provision": provisions.provision_ties,
        "place": places.place_ties,
        "source": sources.source_ties,
        "organisation": organisations.organisation_ties,
    }
    return makers[kind](row)


def case_of(row: Child, labels: Labels) -> Shown | None:
    """The case of a row, None for one outside cases."""
    return labels[f"case:{row.case_public_id}"] if row.case_public_id else None


def address_in_case(row: Child, anchor: str) -> str:
    """Where the fact stands on the page of its case; "" outside cases."""
    return f"{page_of('case', row.case_slug)}#{anchor}" if row.case_slug else ""


def latest(name: str) -> OrderBy:
    """The order by a partial date, the latest first and what has no date last."""
    return F(f"{name}_earliest").desc(nulls_last=True)


def first(rows: Any, most: int = MOST) -> tuple[list[Any], bool]:
    """The first `most` of a query, and whether there are more; one query."""
    found = list(rows[: most + 1])
    return found[:most], len(found) > most
