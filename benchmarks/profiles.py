"""Profiles of the work behind the targets, in this process and without a server."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.test import RequestFactory
from django.utils import timezone

from benchmarks import held
from benchmarks.lists import paths_of
from benchmarks.picking import Picked
from benchmarks.profiling import Profile, profile
from cases import models as m
from cases.publication.projecting import publish_case
from cases.publication.rebuilding import publish_everything

_TIMES = 100
_LONG = 3  # of what takes a second and more
_REBUILT = 500


def of_pages(works: Iterable[str], picked: Picked) -> list[Profile]:
    """The profiles of these works, of those that are requests; each is warmed up before."""
    asked = _requests(picked)
    found = []
    for work in works:
        if way := held.WAYS.get(f"{work}: p50"):
            found.append(profile(work, partial(_repeat, way)))
        elif work in asked:
            paths, times, headers = asked[work]
            _ask(paths[:1], 1, headers)
            found.append(profile(work, partial(_ask, paths, times, headers)))
    return found


def _repeat(way: Callable[[int], object]) -> None:
    for n in range(held.TIMES):
        way(n)


def of_publishing(works: Iterable[str]) -> list[Profile]:
    """The profiles of these works, of those that publish. Publications are thrown away."""
    from benchmarks.rebuild import take_away

    found, works = [], set(works)
    if (work := "publish one edited case") in works:
        with transaction.atomic():
            found.append(profile(work, partial(_publish, _edited())))
    if (work := "rebuild all publications") in works:
        take_away()
        found.append(profile(work, _rebuild_some))
    return found


def _requests(picked: Picked) -> dict[str, tuple[list[str], int, dict[str, str]]]:
    """Paths, how many requests, headers; by work."""
    paths = paths_of(picked)
    return {
        "full cases.csv": (["/cases.csv"], 1, {}),
        "filtered cases.csv": ([f"/cases.csv?country={picked.near_share[0]}"], _LONG, {}),
        "case page": (picked.cases, _TIMES, {}),
        "304": (picked.cases[:1], _TIMES, {"If-None-Match": ""}),
        **{work: (asked, _TIMES // 4, {}) for work, asked in paths.items()},
    }


def _ask(paths: list[str], times: int, headers: dict[str, str]) -> str:
    """Ask the application itself; the tag of the last answer."""
    from tracker.wsgi import application

    ask: Any = application

    tag = ""
    for n in range(times):
        given = {"If-None-Match": tag} if "If-None-Match" in headers and tag else {}
        request = RequestFactory(SERVER_NAME="127.0.0.1", headers=given).get(paths[n % len(paths)])
        status: list[Any] = []

        def start(line: str, answered: list[tuple[str, str]], status: Any = status) -> None:
            status[:] = [line, dict(answered)]

        answer = ask(request.environ, start)
        for _block in answer:
            pass
        answer.close()
        if status[0][:3] not in ("200", "304"):
            raise RuntimeError(f"{status[0]} from {paths[n % len(paths)]}")
        tag = tag or status[1].get("ETag", "")
    return tag


def _edited() -> list[m.Case]:
    """Some cases, saved: with the history of the edit, which is no part of publishing it."""
    cases = list(m.Case.objects.order_by("pk")[:20])
    for case in cases:
        case.summary = f"{case.summary} Edited."
        case.save()
    return cases


def _publish(cases: Iterable[m.Case]) -> None:
    now = timezone.now() + timedelta(seconds=1)
    for case in cases:
        publish_case(case, today=now.date(), now=now)


class _Enough(Exception):
    """So many cases are enough for a profile."""


def _rebuild_some() -> None:
    done = 0

    def progress(count: int) -> None:
        nonlocal done
        done += count
        if done >= _REBUILT:
            raise _Enough

    now = timezone.now()
    try:
        publish_everything(today=now.date(), now=now, progress=progress)
    except _Enough:
        return
