"""Cases in chunks that refer to nothing outside but the world: each can be made on its own, in any
process, and is the same whatever the number of chunks."""

from random import Random

from cases.sampling.rows import Rows
from cases.sampling.telling import Teller
from cases.sampling.world import World

CASES = 250
# No model has as many rows in one chunk, nor has the world.
_KEYS = 1 << 14


def chunks(cases: int) -> range:
    """The numbers of the chunks that hold so many cases."""
    return range(-(-cases // CASES))


def make_chunk(world: World, number: int, *, cases: int) -> Rows:
    """The rows of a chunk; the last one of `cases` in all may hold fewer than the others."""
    rows = Rows(world.seed, (number + 1) * _KEYS)
    draw = Random(f"{world.seed} {number}")  # nosec B311 drawn anew, the same each time
    teller = Teller(draw, rows, world, number)
    for case in range(number * CASES, min((number + 1) * CASES, cases)):
        teller.tell(case)
    assert max(map(len, rows.of.values())) < _KEYS
    return rows
