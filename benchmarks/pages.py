"""(b) Pages at 16 connections under two workers, beside a hello view and Datasette's pages."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from functools import partial
from pathlib import Path

from benchmarks import serving
from benchmarks.asking import Load, Refused, Unanswered, ask, fill, load
from benchmarks.figures import Figure, told_error
from benchmarks.picking import Picked
from cases.publication.models import PublishedCase

_CONDITIONAL = 100
_MEASURED = (("rate", "requests/s"), ("p50", "ms"), ("p99", "ms"))
ANEW = ", made anew"
PAGES = ("hello view", "case page", "case page, compressed", f"case page{ANEW}", "person page",
         "304", "list page", "list page, country + status", f"list page, country + status{ANEW}",
         "Datasette row page", "Datasette table page")  # fmt: skip
# Pages by the hundred: filled first, or the rounds would measure how they are made.
_KEPT = ("case page", "case page, compressed", "person page")
_GZIP = {"Accept-Encoding": "gzip"}
# What serves them, paths asked in turn, headers.
Asked = tuple[Callable[[], AbstractContextManager[str]], list[str], dict[str, str]]


def units() -> dict[str, str]:
    """The figures that `measure` gives."""
    return {f"{page}: {what}": unit for page in PAGES for what, unit in _MEASURED}


def measure(picked: Picked, *, peer_file: Path, rounds: int, seconds: float) -> list[Figure]:
    """Requests a second and p50, p99 of each, the rounds of all taken in turn.

    Ours as it is deployed, where what was made once is kept, and `made anew` with nothing kept.
    Datasette reads SQLite only: `peer_file` holds the same cases.
    """
    found: dict[str, list[Load]] = {name: [] for name in PAGES}
    notes: dict[str, str] = {}
    with ExitStack() as stack:
        asked = _asked(picked, peer_file, stack)
        for n in range(rounds):
            for name, (serving_it, paths, headers) in asked.items():
                try:
                    with serving_it() as base:
                        _check(base, paths[0], headers)
                        if n == 0 and name in _KEPT:
                            fill(base, paths, seconds=seconds, headers=headers)
                        found[name].append(load(base, paths, seconds=seconds, headers=headers))
                except Unanswered as silence:
                    found[name].append(silence.bound)
                    notes[name] = f"at best: {silence}"
                except (OSError, Refused, subprocess.SubprocessError) as error:
                    notes[name] = told_error(error)
    return [
        Figure(f"{name}: {what}", unit, [getattr(one, what) for one in found[name]],
               notes.get(name, ""))
        for name in PAGES
        for what, unit in _MEASURED
    ]  # fmt: skip


def _asked(picked: Picked, peer_file: Path, stack: ExitStack) -> dict[str, Asked]:
    kept = stack.enter_context(serving.tracker(keeps=True)).base
    ours = partial(nullcontext, kept)
    anew = partial(nullcontext, stack.enter_context(serving.tracker()).base)
    peers = partial(nullcontext, stack.enter_context(serving.peers()).base)
    datasette = partial(_apart, peer_file)
    table = f"/{peer_file.stem}/{PublishedCase._meta.db_table}"
    facets = "&".join(f"_facet={name}" for name in ("country_code", "status"))
    filtered = f"country_code={picked.country}&status={picked.status}"
    narrowed = f"/cases/?country={picked.country}&status={picked.status}"
    return {
        "hello view": (peers, ["/hello"], {}),
        "case page": (ours, picked.cases, {}),
        "case page, compressed": (ours, picked.cases, _GZIP),
        f"case page{ANEW}": (anew, picked.cases, {}),
        "person page": (ours, picked.people, {}),
        "304": (ours, _tagged(kept, picked.cases[:_CONDITIONAL]), {}),
        "list page": (ours, ["/cases/"], {}),
        "list page, country + status": (ours, [narrowed], {}),
        f"list page, country + status{ANEW}": (anew, [narrowed], {}),
        "Datasette row page": (datasette, [f"{table}/{pk}" for pk in picked.rows], {}),
        "Datasette table page": (datasette, [f"{table}?{filtered}&{facets}"], {}),
    }


@contextmanager
def _apart(peer_file: Path) -> Iterator[str]:
    """Datasette for one measurement. It goes on with what it was asked when nobody waits for it any
    more, and would slow down whatever is measured next."""
    with serving.datasette(peer_file) as server:
        yield server.base


def _check(base: str, path: str, headers: dict[str, str]) -> None:
    """Ask once for what is to be asked often. Raises Refused unless it is what is measured."""
    path, _tab, tag = path.partition("\t")
    try:
        answer = ask(base + path, headers=headers | ({"If-None-Match": tag} if tag else {}))
    except TimeoutError:
        return  # the load will tell, with a bound
    expected = (304 if tag else 200, "gzip" if headers == _GZIP else "")
    if (answer.status, answer.encoding) != expected:
        raise Refused(f"{answer.status} {answer.encoding} from {path}")


def _tagged(base: str, paths: list[str]) -> list[str]:
    """The paths with the tags that their pages have now."""
    answers = [ask(base + path) for path in paths]
    wrong = next((one for one in answers if one.status != 200 or not one.etag), None)
    if wrong:
        raise Refused(f"a case page answers {wrong.status}, its tag is {wrong.etag!r}")
    return [f"{path}\t{one.etag}" for path, one in zip(paths, answers, strict=True)]
