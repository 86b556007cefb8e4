"""The labels of what the hand-built documents mention, in the invented Republic of Zemlia."""

from typing import Any

from django.utils.text import slugify

from tests.public.parts import Document, day


def _source(label: str, edtf: str, **values: Any) -> tuple[str, str, Document]:
    return label, slugify(label), {
        "publisher": "Zemlia Herald",
        "published": day(edtf),
        "language": "en",
        "document": "zz-1",
        "article": 4,
        "url": "https://herald.example/4",
        "archived_url": "",
        "same_as": None,
        **values,
    }  # fmt: skip


def _names(**by_script: str) -> Document:
    return {"names": by_script}


# ref: (text, slug, detail)
LABELS: dict[str, tuple[str, str, Document]] = {
    "case:c1": ("Ada Melin and the leaflets of Marrow Ford", "zz-melin-ada-2028", {}),
    "case:c2": ("Ada Melin, fined over a march", "zz-melin-ada-2026", {}),
    "person:p1": ("Ada Melin", "melin-ada", _names(latn="Ada Melin", cyrl="Ада Мелин")),
    "person:p2": ("neighbours of Ada Melin", "neighbours-of-ada-melin", {}),
    "person:p3": ("Tovin Tarsk", "", {}),
    "organisation:o1": ("League of Ballots", "zz-league", {}),
    "organisation:o2": ("Council Guard", "zz-guard", {}),
    "organisation:o3": ("Watch House", "zz-watch-house", {}),
    "organisation:o4": ("New League", "zz-new-league", {}),
    "court:t1": ("Bench of Marrow Ford", "zz-marrow-ford", {"country": "ZZ"}),
    "court:t2": ("High Bench of Zemlia", "zz-high", {"country": "ZZ"}),
    "facility:f1": ("Remand House No. 2", "", {"country": "ZZ"}),
    "facility:f2": ("Colony 14", "", {"country": "ZZ"}),
    "place:l1": ("Marrow Ford", "zz-marrow-ford", {"country": "ZZ"}),
    "provision:v1": ("Penal Code, article 174", "zz-pc-174", {"country": "ZZ"}),
    "source:a1": _source("Report on a verdict in Marrow Ford", "2028-12-20"),
    "source:a2": _source(
        "Lawyers on the leaflet trial", "2028-06", url="",
        published=day("2028-06", "2028-06-01", "2028-06-30"),
    ),
    "source:a3": _source(
        "Letter of an aunt", "2029-03-04", archived_url="https://archive.example/1"
    ),
    "source:a4": _source("The appeal of Ada Melin", "2030-05-05"),
    "source:a5": _source(
        "The appeal of Ada Melin, again", "2031-04-13", publisher="Coast Radio",
        same_as="source:a4",
        published={**day("[2031-04-13..2031-04-15]", "2031-04-13", "2031-04-15"),
                   "basis": "inferred"},
    ),
}  # fmt: skip
