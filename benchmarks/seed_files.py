"""Invented cases as the files that `manage.py seed` reads.

The same cases as in the samples, chunk by chunk. What a seed file cannot say (a source that is
confidential) is left out.
"""

import json
from pathlib import Path
from typing import Any

import yaml

from benchmarks.seed_cases import ChunkFiles
from cases import models as m
from cases.sampling.chunks import chunks, make_chunk
from cases.sampling.world import CODES, World

# Seeds take the countries of ISO 3166 only: these have no inhabitants.
UNINHABITED = ("AQ", "BV", "HM", "TF", "GS", "UM")
PARAGRAPHS = 40
_FIXTURES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "publishers": (m.Publisher, ("name", "kind", "url")),
    "places": (m.Place, ("name", "kind")),
    "courts": (m.Court, ("name", "level")),
    "facilities": (m.Facility, ("name", "kind")),
    "provisions": (m.LegalProvision, ("code", "article", "part", "title")),
    "organisations": (m.Organisation, ("name", "kind")),
}


def write_seeds(folder: Path, cases: int, *, seed: int) -> tuple[Path, Path]:
    """Write the files of so many cases; the folders of seeds and of fixtures."""
    seeds, fixtures = folder / "seeds", folder / "fixtures"
    for one in (seeds / "cases", seeds / "organisations", fixtures):
        one.mkdir(parents=True, exist_ok=True)
    world = World(seed)
    documents = [_document(0, world.rows, world)]
    organisations = list(world.rows.of[m.Organisation])
    chunk = ChunkFiles(0, world.rows, world, land)
    for key, content in chunk.organisation_files():
        _dump(seeds / "organisations" / f"{key}.yaml", content)
    for number in chunks(cases):
        rows = make_chunk(world, number, cases=cases)
        documents.append(_document(number + 1, rows, world))
        organisations += rows.of[m.Organisation]
        for key, content in ChunkFiles(number + 1, rows, world, land).case_files():
            _dump(seeds / "cases" / f"{key}.yaml", content)
    _dump(seeds / "documents.yaml", {"documents": documents})
    for name, (model, columns) in _FIXTURES.items():
        found = organisations if model is m.Organisation else world.rows.of[model]
        text = json.dumps([_fixture(model, row, columns, world) for row in found])
        (fixtures / f"{name}.json").write_text(text)
    return seeds, fixtures


def land(code: str) -> str:
    """The country that stands in a seed file for an invented one."""
    return UNINHABITED[CODES.index(code) % len(UNINHABITED)]


def _fixture(model: Any, row: Any, columns: tuple[str, ...], world: World) -> dict[str, Any]:
    fields = {"key": row.key, **{name: getattr(row, name) for name in columns}}
    if row.country:
        fields["country"] = land(row.country)
    if "article" in fields:
        # Two invented countries share one here, and a law has an article once.
        fields["article"] += row.country[-1].lower()
    places = {one.pk: one.key for one in world.rows.of[m.Place]}
    for name in ("place", "parent"):
        if getattr(row, f"{name}_id", None):
            fields[name] = [places[getattr(row, f"{name}_id")]]
    return {"model": model._meta.label_lower, "fields": fields}


def _document(number: int, rows: Any, world: World) -> dict[str, Any]:
    publishers = {one.pk: one.key for one in world.rows.of[m.Publisher]}
    sources = rows.of[m.Source]
    return {
        "key": str(number),
        "file": f"{number}.txt",
        "sha256": f"{number:064x}",
        "publisher": publishers[sources[0].publisher_id],
        "layout": "feed",
        "articles": [
            {
                "number": n,
                "key": f"{number}/{n}",
                "first_line": 1 + 100 * n,
                "paragraphs": PARAGRAPHS,
                "label": one.label,
                "kind": str(one.kind),
                "language": one.language or "en",
                "publisher": publishers[one.publisher_id],
                "published": one.published,
                "published_basis": str(one.published_basis),
            }
            for n, one in enumerate(sources, 1)
        ],
    }


def _dump(path: Path, content: Any) -> None:
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    path.write_text(yaml.dump(content, Dumper=dumper, allow_unicode=True, sort_keys=False))
