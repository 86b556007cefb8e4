"""The page and the plots: every figure, every target, what is missing."""

import json
from argparse import Namespace
from xml.etree import ElementTree

import pytest

from benchmarks.__main__ import PARTS, _continued
from benchmarks.figures import Figure
from benchmarks.plotting import bars, lines_plot
from benchmarks.profiling import Profile
from benchmarks.reporting import pictures, report
from benchmarks.runs import Run, Sitting, figures_of, missing, profiles_of, run_of
from benchmarks.targets import TARGETS


def figure(name, *rounds, unit="ms", note=""):
    return Figure(name, unit, list(rounds), note)


@pytest.fixture
def run():
    made = Run("SQLite", 10_000, 500, 100)
    first, later = "python -m benchmarks --parts facts", "python -m benchmarks --parts published"
    made.sittings = {
        "facts": Sitting(first, [("cores", "2")], ["0.5", "1.5"], 12),
        "import": Sitting(first, [("cores", "2")], ["1.5", "1.0"], 3),
        "published": Sitting(later, [("cores", "4")], ["0.1", "0.2"], 50),
    }
    for size, time in ((1000, 2.0), (10_000, 20.0)):
        found = [figure("list, deep page: p50", time), figure("single case page: p50", 3.0)]
        made.by_size[size] = {one.name: one for one in found}
        made.made_in[size] = size / 100
    more = [
        figure("export: limit", 1000.0, 1100.0, unit="rows/s"),
        figure("export: ours, full", 500.0, unit="rows/s"),
        figure("hello view: rate", 4000.0, unit="requests/s"),
        figure("case page: rate", 2000.0, unit="requests/s"),
        figure("case page: p50", note="wrk said nothing"),
        figure("publish one edited case", 15.0, 16.0, 17.0),
    ]
    made.figures = {**made.by_size[10_000], **{one.name: one for one in more}}
    made.profiles = {
        "full cases.csv": Profile("full cases.csv", 5.0, [("the database", 0.75)], [("read", 0.5)])
    }
    return made


def page(run):
    return report([run])


def row(text, start):
    return [one for one in text.splitlines() if one.startswith(f"| {start} |")]


def test_page_says_command_machine_and_load_of_each_sitting(run):
    text = page(run)
    assert text.count("    python -m benchmarks --parts facts\n") == 1
    assert "    python -m benchmarks --parts published\n" in text
    assert row(text, "cores") == ["| cores | 2 |", "| cores | 4 |"]
    words = "minutes; load at the start and the end"
    assert row(text, f"facts: {words}") == [f"| facts: {words} | 12; 0.5 and 1.5 |"]
    assert row(text, f"published: {words}") == [f"| published: {words} | 50; 0.1 and 0.2 |"]
    assert "500 cases with their facts; import: 100 cases." in text


def test_parts_are_measured_one_by_one(run):
    given = Namespace(cases=10_000, facts=900, imported=200, parts=["facts"])
    assert _continued(run, given, "SQLite") is run
    assert (run.facts, run.imported) == (900, 100)
    given.cases = 20_000
    assert _continued(run, given, "SQLite").figures == {}
    given = Namespace(cases=10_000, facts=900, imported=200, parts=[*PARTS])
    assert _continued(run, given, "SQLite").figures == {}


def test_each_target_is_met_missed_or_not_measured(run):
    text = page(run)
    told = "| at most 20 ms | 16 ms (15 to 17) | met |"
    assert row(text, "publish one edited case")[0].endswith(told)
    assert "2.1" in row(text, "full cases.csv, time / limit")[0]
    assert row(text, "full cases.csv, time / limit")[0].endswith("| **missed** |")
    assert row(text, "other facets, p50")[0].endswith("| not measured |  |")
    assert all(row(text, one.work) for one in TARGETS)


def test_missed_target_has_its_profile_and_what_would_help(run):
    line = next(one for one in page(run).splitlines() if one.startswith("- **full cases.csv, time"))
    assert "the database 75%" in line
    assert "`read` 50%" in line
    assert "The cells stand ready" in line


def test_what_grows_too_fast_has_its_profile_too(run):
    start = "- **growth of list, deep page: p50**: "
    line = next(one for one in page(run).splitlines() if one.startswith(start))
    assert line == f"{start}no profile was taken. Count from the cursor, not from the beginning."
    run.profiles["list, deep page"] = Profile("list, deep page", 5.0, [("the database", 0.5)], [])
    assert f"{start}the database 50%." in page(run)


def test_growth_has_its_exponent(run):
    text = page(run)
    assert row(text, "growth of list, deep page: p50")[0].endswith("| 1.00 | **missed** |")
    assert row(text, "growth of single case page: p50")[0].endswith("| 0.00 | met |")
    name = "list, deep page: p50 (ms)"
    assert row(text, name) == [f"| {name} | 2 | 20 | 1.00 |"]


def test_growth_compares_what_was_measured_of_several_sizes(run):
    run.take_in(500, {"publish one edited case": figure("publish one edited case", 8.0)})
    run.take_in(10_000, {"publish one edited case": figure("publish one edited case", 16.0)})
    run.take_in(10_000, {"once": figure("once", 1.0)})
    text = page(run)
    assert row(text, "publish one edited case (ms)") == [
        "| publish one edited case (ms) | 8 | – | 16 | 0.23 |"
    ]
    assert not row(text, "once (ms)")
    assert row(text, "single case page: p50 (ms)")


def test_growth_says_where_sizes_were_measured_apart(run):
    words = "whose machine and revision differ"
    run.sittings["growth"] = Sitting("", [("machine", "A"), ("revision", "1")])
    run.sittings["published"].about = [("machine", "A"), ("revision", "1")]
    assert words not in page(run)
    run.sittings["published"].about = [("machine", "B"), ("revision", "2")]
    assert words in page(run)


def test_what_no_part_has_measured_yet_shows_no_picture_of_an_older_run(run):
    for name in ("export: limit", "hello view: rate"):
        del run.figures[name]
    text = page(run)
    assert text.count("Not measured in this run.") == 2
    assert "exports-sqlite.svg" not in text
    assert "pages-sqlite.svg" not in text


def test_every_figure_stands_in_the_page(run):
    text = page(run)
    for one in run.figures.values():
        assert one.told() in text


def test_figure_without_a_number_is_missing(run):
    run.by_size[1000]["list, deep page: p50"].rounds = [float("nan")]
    assert missing([run]) == [
        "SQLite, 1,000 cases: list, deep page: p50: no rounds",
        "SQLite, 10,000 cases: case page: p50: wrk said nothing",
    ]


def test_figures_and_profiles_come_back_from_json(run):
    rows = [one.as_json() for one in run.figures.values()]
    assert figures_of(rows) == run.figures
    assert profiles_of([one.as_json() for one in run.profiles.values()]) == run.profiles


def test_run_that_was_kept_gives_the_same_page(run):
    kept = json.loads(json.dumps(run.as_json()))
    assert run_of(kept).by_size == run.by_size
    assert page(run_of(kept)) == page(run)


def test_pictures_are_svg_without_script(run):
    found = pictures([run])
    assert set(found) == {"growth-sqlite.svg", "exports-sqlite.svg", "pages-sqlite.svg"}
    for name, text in found.items():
        tree = ElementTree.fromstring(text)
        assert tree.tag.endswith("svg")
        assert "<script" not in text
        assert f"benchmarks/{name}" in page(run)


def test_bars_are_as_long_as_their_values():
    tree = ElementTree.fromstring(bars("Rates", "rows/s", {"ours": 50.0, "limit": 100.0}))
    first, second = [
        float(one.get("width")) for one in tree.iter() if one.tag.endswith("rect") and one.get("x")
    ]
    assert second == pytest.approx(2 * first, rel=0.01)


def test_nothing_to_draw_is_no_picture():
    assert lines_plot("Times", "ms", {"page": [(0, 0)]}) == ""
    assert bars("Rates", "rows/s", {}) == ""
