"""Figures to docs/benchmarks.md: every one of them, those that are promised first."""

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence

from benchmarks.figures import short
from benchmarks.growth import exponent
from benchmarks.plotting import Lines, bars, lines_plot
from benchmarks.runs import Run
from benchmarks.tables import spread, table
from benchmarks.targets import EXPONENTS, TARGETS, Target, missed, ratios

_PREFACE = (
    "Written by the commands below; not by hand. Ours, the limit and the peers were measured in",
    "one run, in turn: trust the ratios, not the times. A figure is the median of its rounds,",
    "with the least and the most in brackets. All cases are invented (`manage.py make_sample`).",
    "The targets are those for a million cases on two cores; they stand beside the number of",
    "cases that was measured here. Datasette reads SQLite only: beside PostgreSQL it has a SQLite",
    "file with the table of the same cases. The limit of an export writes to `/dev/null`, in the",
    "server (`COPY`) or the shell (`sqlite3 -csv`). Datasette has an index of each column whose",
    "values it counts, as it advises, and its own limit of a second a query; all export the same",
    "columns. Single requests are measured with no answer kept; the pages under load as deployed,",
    "where what was made once is kept until something is published (500 pages of a kind, asked for",
    "before), and some of them made anew as well. A ratio is that of one round, and the median of",
    "all. A load above the number of cores at the start means that other work ran beside it: then",
    "even the ratios are rough.",
)
_NOT_MEASURED = ("Not measured in this run.", "")
_WHOLE = ("limit", r"psql \copy", "ours, full", "Django's recipe", "Datasette's stream",
          "django-import-export")  # fmt: skip
_EXPORTS = (*_WHOLE, *(f"{way.removesuffix(', full')}, filtered" for way in _WHOLE))
_PAGES = ("hello view", "304", "case page", "case page, compressed", "case page, made anew",
          "person page", "list page", "list page, country + status",
          "list page, country + status, made anew", "Datasette row page",
          "Datasette table page")  # fmt: skip
_DRAWN = (*EXPONENTS, "list, page 1: p50", "list, other facets: p50")


def report(runs: Sequence[Run]) -> str:
    """The page."""
    lines = ["# Benchmarks", "", *_PREFACE, ""]
    for part in (_measured, _targets, _exports, _pages, _publishing, _growth, _everything):
        for run in runs:
            lines += part(run)
    return "\n".join(lines) + "\n"


def _measured(run: Run) -> Iterator[str]:
    """The parts by sitting: what was measured in one went by one command, on one machine."""
    yield f"## {run.database}: how it was measured"
    yield ""
    parts: dict[str, list[str]] = {}
    for part, sitting in run.sittings.items():
        parts.setdefault(sitting.command, []).append(part)
    for command, names in parts.items():
        each = [run.sittings[name] for name in names]
        yield f"    {command}"
        yield ""
        loads = [
            (f"{name}: minutes; load at the start and the end",
             f"{sitting.minutes:,.0f}; {' and '.join(sitting.loads)}")
            for name, sitting in zip(names, each, strict=True)
        ]  # fmt: skip
        yield from table(("", ""), [*each[0].about, *loads])


def _targets(run: Run) -> Iterator[str]:
    yield f"## {run.database}: against the targets"
    yield ""
    yield (
        f"{run.cases:,} published cases; publishing: {run.facts:,} cases with their facts; import: "
        f"{run.imported:,} cases."
    )
    yield ""
    rows = [_against(run, one) for one in TARGETS]
    for name, most in EXPONENTS.items():
        found = exponent(run.points(name))
        limit = f"exponent at most {most}"
        if found is None:
            rows.append((f"growth of {name}", limit, "not measured: one size only", ""))
        else:
            word = _word(is_met=found <= most)
            rows.append((f"growth of {name}", limit, f"{found:.2f}", word))
    yield from table(("work", "target", "measured", ""), rows)
    short_of, outgrown = missed(run.database, run.figures), run.outgrown()
    if short_of or outgrown:
        yield f"### {run.database}: where the time of what was missed goes"
        yield ""
        yield (
            "Shares of the time in the process that answers, under Python's own profiler: it slows "
            "Python down and C not, so read them as an order. Then what would close the gap."
        )
        yield ""
        told: set[str] = set()
        for target in short_of:
            yield _gap(run, target.work, target.profile, target.gap, is_told=target.profile in told)
            told.add(target.profile)
        for name in outgrown:
            work = name.removesuffix(": p50")
            gap = next((one.gap for one in TARGETS if one.profile == work), "")
            yield _gap(run, f"growth of {name}", work, gap, is_told=work in told)
            told.add(work)
        yield ""


def _against(run: Run, target: Target) -> tuple[str, str, str, str]:
    value = target.value(run.figures)
    limit = target.told_limit(run.database)
    if value is None:
        return (target.work, limit, "not measured", "")
    told = target.figure(run.figures).told(value)
    return (target.work, limit, told, _word(is_met=target.is_met(run.database, value)))


def _word(*, is_met: bool) -> str:
    return "met" if is_met else "**missed**"


def _gap(run: Run, missed_work: str, profile: str, gap: str, *, is_told: bool) -> str:
    found = run.profiles.get(profile)
    if found is None:
        return f"- **{missed_work}**: no profile was taken. {gap}"
    if is_told:
        return f"- **{missed_work}**: the same work as above. {gap}"
    parts = ", ".join(f"{name} {share:.0%}" for name, share in found.parts)
    functions = ", ".join(f"`{name}` {share:.0%}" for name, share in found.functions[:4])
    return f"- **{missed_work}**: {parts}. Most in {functions}. {gap}"


def _exports(run: Run) -> Iterator[str]:
    yield f"## {run.database}: exports"
    yield ""
    if "export: limit" not in run.figures:
        yield from _NOT_MEASURED
        return
    yield f"![Rows a second on {run.database}](benchmarks/exports-{run.database.lower()}.svg)"
    yield ""
    rows = [
        (name, *(_cell(run, f"export: {name}{more}") for more in
                 ("", ", first byte", ", memory growth")))
        for name in _EXPORTS if f"export: {name}" in run.figures
    ]  # fmt: skip
    yield from table(("cases.csv", "rows/s", "first byte, ms", "memory growth, MB"), rows)


def _pages(run: Run) -> Iterator[str]:
    yield f"## {run.database}: pages at 16 connections, two workers"
    yield ""
    if "hello view: rate" not in run.figures:
        yield from _NOT_MEASURED
        return
    yield f"![Requests a second on {run.database}](benchmarks/pages-{run.database.lower()}.svg)"
    yield ""
    rows = []
    for name in _PAGES:
        found = ratios(run.figures, f"{name}: rate", "hello view: rate")
        ratio = f"{statistics.median(found):.3f}" if found else "–"
        cells = [_cell(run, f"{name}: {what}") for what in ("rate", "p50", "p99")]
        rows.append((name, cells[0], ratio, *cells[1:]))
    heads = ("page", "requests/s", "of the hello view", "p50, ms", "p99, ms")
    yield from table(heads, rows)


def _publishing(run: Run) -> Iterator[str]:
    yield f"## {run.database}: publishing and importing"
    yield ""
    if run.database == "PostgreSQL":
        yield "An edit and a name are measured after a `VACUUM ANALYZE` of what was just rebuilt."
        yield ""
    names = (
        "publish one edited case",
        "withhold a name",
        "rebuild all publications",
        "rebuild: peak memory",
        "rebuild: memory growth after the first tenth",
        "import of seed files",
    )
    rows = [(name, run.figures[name].told()) for name in names if name in run.figures]
    yield from table(("work", "median (least to most)"), rows)


def _growth(run: Run) -> Iterator[str]:
    yield f"## {run.database}: growth"
    yield ""
    yield "Medians by number of cases, and the exponent fitted to them."
    yield from _apart(run)
    yield ""
    yield f"![Time of pages on {run.database}](benchmarks/growth-{run.database.lower()}.svg)"
    yield ""
    sizes = sorted(run.by_size)
    rows = []
    units = {one.name: one.unit for figures in run.by_size.values() for one in figures.values()}
    for name in _compared(run):
        points = dict(run.points(name))
        fitted = exponent(run.points(name))
        cells = [short(points[size]) if size in points else "–" for size in sizes]
        told = f"{name} ({units[name]})"
        rows.append((told, *cells, "–" if fitted is None else f"{fitted:.2f}"))
    made = [f"{run.made_in.get(size, 0):.0f}" for size in sizes]
    rows.append(("the sample was made in (s)", *made, ""))
    yield from table(("work", *(f"{size:,}" for size in sizes), "exponent"), rows)


def _everything(run: Run) -> Iterator[str]:
    yield f"## {run.database}: every figure"
    yield ""
    rows = [(one.name, one.told()) for one in run.figures.values()]
    yield from table((f"{run.cases:,} cases", "median (least to most)"), rows)


def _apart(run: Run) -> Iterator[str]:
    """Where the largest sample was measured elsewhere than the others, or of other code."""
    if not {"growth", "published"} <= set(run.sittings):
        return
    smaller, largest = (dict(run.sittings[part].about) for part in ("growth", "published"))
    differing = [key for key in ("machine", "revision") if smaller.get(key) != largest.get(key)]
    if differing:
        yield (
            "Published cases were measured in two sittings, whose "
            f"{' and '.join(differing)} {'differ' if len(differing) > 1 else 'differs'}: of the "
            "largest sample and of the others."
        )


def _compared(run: Run) -> list[str]:
    """What was measured of more than one number of cases."""
    names = [name for _size, figures in sorted(run.by_size.items()) for name in figures]
    return [name for name, times in Counter(names).items() if times > 1]


def _cell(run: Run, name: str) -> str:
    """A median and its spread with what must be known of it; why it is not there; nothing for
    what does not exist."""
    figure = run.figures.get(name)
    if figure is None:
        return "–"
    if figure.median is None:
        return figure.told()
    return f"{spread(figure)}; {figure.note}" if figure.note else spread(figure)


def pictures(runs: Sequence[Run]) -> dict[str, str]:
    """The plots, by name of file."""
    found = {}
    for run in runs:
        name = run.database.lower()
        lines: Lines = {one.removesuffix(": p50"): run.points(one) for one in _DRAWN}
        title = f"Time of pages by number of cases, {run.database}"
        found[f"growth-{name}.svg"] = lines_plot(title, "ms", lines)
        for kind, names, pattern, unit in (
            ("exports", _EXPORTS, "export: {}", "rows/s"),
            ("pages", _PAGES, "{}: rate", "requests/s"),
        ):
            values = {
                one: median
                for one in names
                if (figure := run.figures.get(pattern.format(one)))
                and (median := figure.median) is not None
            }
            title = f"{kind.capitalize()}, {run.cases:,} cases, {run.database}"
            found[f"{kind}-{name}.svg"] = bars(title, unit, values)
    return {name: text for name, text in found.items() if text}
