"""The measurements of one sample, on the database that DATABASE_URL names; figures as JSON."""

import argparse
import json
from pathlib import Path
from typing import Any

import django

from benchmarks.figures import Figure, whole


def main() -> None:
    """Measure, and write figures and profiles into a file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, required=True)
    parser.add_argument("--url", required=True)
    parser.add_argument(
        "--what", choices=("published", "pages", "facts", "import", "profile"), required=True
    )
    parser.add_argument("--peer-file", type=Path, help="a SQLite file of the same cases")
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--works", nargs="*", default=[], help="what to profile")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    django.setup()
    from benchmarks.guarding import check_invented

    check_invented()
    rows = _profiles(given) if given.what == "profile" else _figures(given)
    given.out.write_text(json.dumps([one.as_json() for one in rows], indent=1))


def _figures(given: argparse.Namespace) -> list[Figure]:
    if given.what == "facts":
        from benchmarks import publishing

        return whole(
            publishing.units(),
            lambda: publishing.measure(given.url, given.cases, rounds=given.rounds),
        )
    if given.what == "import":
        from benchmarks import importing

        return whole(importing.units(), lambda: importing.measure(given.cases))
    return _of_published(given)


def _of_published(given: argparse.Namespace) -> list[Figure]:
    from benchmarks import exports, held, lists, pages
    from benchmarks.picking import pick
    from benchmarks.samples import Sample

    sample = Sample(given.url, given.cases, 0)
    picked = pick()
    timed: dict[str, Any] = {"rounds": given.rounds, "seconds": given.seconds}
    beside: dict[str, Any] = {"peer_file": given.peer_file}
    if given.what == "pages":
        return whole(pages.units(), lambda: pages.measure(picked, **timed, **beside))
    figures = whole(lists.units(), lambda: lists.measure(picked, **timed))
    figures += whole(held.units(), lambda: held.measure(rounds=given.rounds))
    return figures + whole(
        exports.units(is_sqlite=sample.is_sqlite),
        lambda: exports.measure(sample, picked, rounds=given.rounds, **beside),
    )


def _profiles(given: argparse.Namespace) -> list[Any]:
    from benchmarks import profiles
    from benchmarks.picking import pick
    from cases.publication.models import PublishedCase

    found = []
    if PublishedCase.objects.exists():
        found += profiles.of_pages(given.works, pick())
    return found + profiles.of_publishing(given.works)


if __name__ == "__main__":
    main()
