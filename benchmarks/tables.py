"""Tables of Markdown, and a figure in a cell of one."""

from collections.abc import Iterator, Sequence

from benchmarks.figures import Figure, short


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a table, and an empty one after it."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def spread(figure: Figure) -> str:
    """The median of a figure that was measured, with the least and the most."""
    low, high = min(figure.rounds), max(figure.rounds)
    told = short(figure.median or 0)
    return f"{told} ({short(low)} to {short(high)})" if len(figure.rounds) > 1 else told
