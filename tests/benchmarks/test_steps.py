"""The page of `make bench-steps`: each step beside the hello view, what was not asked for blank."""

from benchmarks.figures import Figure
from benchmarks.steps import ANEW, KEPT, PAGES, page_of

CASE, LISTED = PAGES
RATES = {
    "a view that says hello": {(CASE, KEPT): [800.0, 1000.0, 1200.0]},
    "1. one SQLite file": {
        (CASE, KEPT): [400.0, 500.0, 450.0],
        (CASE, ANEW): [50.0],
        (LISTED, KEPT): [300.0],
        (LISTED, ANEW): [25.0],
    },
}


def test_each_step_has_its_share_of_the_hello_view():
    page = page_of(
        20_000, "make it", [("machine", "small")], RATES, [Figure("a way", "ms", [3.0, 5.0, 4.0])]
    )
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert "the same 20,000 invented" in page
    assert "    make it" in page
    assert "| machine | small |" in rows
    assert "| a view that says hello | 1,000 (800 to 1,200); 1.00 | – | – | – |" in rows
    assert (
        "| 1. one SQLite file | 450 (400 to 500); 0.45 | 50; 0.05 | 300; 0.30 | 25; 0.03 |" in rows
    )
    assert "| a way | 4 ms (3 to 5) |" in rows
