"""Chunks of invented cases to rows, by publication's own code, in as many processes as help.

Nothing here asks a database: the facts are made where they are projected, and stay there.
"""

import multiprocessing
from collections.abc import Iterator
from datetime import date
from typing import Any

from cases.publication.addressing import FreshAddresses
from cases.publication.batching import collecting_between
from cases.publication.building import build, identities
from cases.publication.projection import Projection
from cases.publication.reading import Facts
from cases.publication.redacting import redact
from cases.publication.withheld import Withheld
from cases.sampling.chunks import chunks, make_chunk
from cases.sampling.gathering import gather, gather_world
from cases.sampling.preparing import Batch, Preparing
from cases.sampling.world import World

# What each process works with: forking hands it on.
_shared: dict[str, Any] = {}


def project_world(world: World, *, today: date) -> Projection:
    """What is published of the world itself."""
    return _project(gather_world(world.rows), today)


def project_chunk(world: World, number: int, *, cases: int, today: date) -> Projection:
    """What is published of one chunk of cases."""
    return _project(gather(make_chunk(world, number, cases=cases), world.rows), today)


def prepare_chunks(
    world: World, preparing: Preparing, *, cases: int, today: date, processes: int
) -> Iterator[Batch]:
    """The rows of all chunks, in order; a few chunks are made ahead."""
    with collecting_between() as collect:
        _shared.update(world=world, preparing=preparing, cases=cases, today=today, collect=collect)
        if processes == 1:
            yield from map(_work, chunks(cases))
            return
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            ahead: list[Any] = []
            for number in chunks(cases):
                ahead.append(pool.apply_async(_work, (number,)))
                if len(ahead) > 2 * processes:
                    yield ahead.pop(0).get()
                    collect()
            for one in ahead:
                yield one.get()


def _work(number: int) -> Batch:
    made = project_chunk(_shared["world"], number, cases=_shared["cases"], today=_shared["today"])
    batch: Batch = _shared["preparing"].prepare(made)
    del made
    _shared["collect"]()
    return batch


def _project(facts: Facts, today: date) -> Projection:
    spoken_for = identities(facts)
    facts = redact(facts, Withheld(), today=today, is_stored=False)
    made = build(facts, spoken_for, today=today, addresses=FreshAddresses)
    assert not made.refused
    made.addresses = None
    return made
