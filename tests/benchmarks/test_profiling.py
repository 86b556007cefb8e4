"""Profiles: own time by part of the code, what is built in with its callers."""

import pytest

from benchmarks.profiling import part_of, profile, summed

VIEW = ("/there/cases/public/views/lists.py", 10, "case_list")
TEMPLATE = ("/venv/site-packages/django/template/base.py", 20, "render")
EXECUTE = ("~", 0, "<method 'execute' of 'sqlite3.Cursor' objects>")
JOIN = ("~", 0, "<method 'join' of 'str' objects>")


@pytest.mark.parametrize(
    ("key", "part"),
    [
        (VIEW, "cases/public"),
        (TEMPLATE, "Django: templates"),
        (EXECUTE, "the database"),
        (JOIN, ""),
        (("/there/cases/names.py", 3, "fold"), "cases"),
        (("/venv/site-packages/django/db/models/query.py", 5, "_fetch_all"),
         "Django: queries and rows"),
        (("/usr/lib/python3.11/json/encoder.py", 5, "encode"), "Python and libraries"),
    ],
)  # fmt: skip
def test_function_belongs_to_a_part(key, part):
    assert part_of(key) == part


def test_what_is_built_in_counts_for_its_callers():
    stats = {
        VIEW: (1, 1, 1.0, 4.0, {}),
        TEMPLATE: (1, 1, 1.0, 3.0, {VIEW: (1, 1, 1.0, 3.0)}),
        JOIN: (4, 4, 2.0, 2.0, {VIEW: (1, 1, 0.5, 0.5), TEMPLATE: (3, 3, 1.5, 1.5)}),
    }
    found = summed("list", stats)
    assert found.milliseconds == pytest.approx(4000)
    assert dict(found.parts) == pytest.approx({"Django: templates": 0.625, "cases/public": 0.375})
    assert found.functions[0] == ("template/base.py: render", 0.625)


def test_address_in_memory_is_not_told():
    name = "<function SQLiteCursorWrapper.execute at 0x7f1c4f11e660>"
    found = summed("list", {("~", 0, name): (1, 1, 2.0, 2.0, {})})
    assert found.functions == [("function SQLiteCursorWrapper.execute", 1.0)]
    assert found.parts == [("the database", 1.0)]


def test_profile_finds_what_ran():
    found = profile("counting", lambda: sum(n * n for n in range(20_000)))
    assert sum(share for _name, share in found.parts) == pytest.approx(1)
    assert any("<genexpr>" in name for name, _share in found.functions)
