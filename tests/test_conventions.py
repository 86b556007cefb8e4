"""House rules, held as tests. Import directions are held by import-linter (pyproject.toml)."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 400
# A reader of the public pages loads one stylesheet in one request, so that one is one file.
LONGEST = {"tracker/static/tracker/site.css": 850}
BANNED_NAMES = {"utils", "util", "helpers", "helper", "misc", "common", "tools"}
# Named after a module of the standard library, a module sooner or later hides it.
SHADOWING = {"calendar", "csv", "json", "logging", "types", "typing"}


def _kept_files() -> list[Path]:
    """The files that git keeps or would keep (new ones too, ignored ones not)."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = {ROOT / line for line in listing.stdout.splitlines()}
    return sorted(path for path in paths if path.is_file())


def _named(path: Path) -> str:
    return str(path.relative_to(ROOT))


FILES = _kept_files()
PYTHON = [path for path in FILES if path.suffix == ".py" and "migrations" not in path.parts]
PRODUCT = [path for path in PYTHON if path.relative_to(ROOT).parts[0] in {"cases", "tracker"}]
TEMPLATES = [path for path in FILES if path.suffix == ".html"]
PUBLIC_TEMPLATES = [path for path in TEMPLATES if "admin" not in path.parts]
IN_DESK = re.compile(r"cases/desk/|/admin/")


def _trees(paths: list[Path]) -> Iterator[tuple[Path, ast.Module]]:
    for path in paths:
        yield path, ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def test_modules_are_named_after_a_concept():
    wrong = [_named(path) for path in PYTHON if path.stem in BANNED_NAMES | SHADOWING]
    assert wrong == []


@pytest.mark.parametrize("suffix", [".py", ".html", ".css", ".js"])
def test_files_hold_one_concept(suffix):
    long = {
        _named(path): lines
        for path in FILES
        if path.suffix == suffix and "migrations" not in path.parts
        if (lines := len(path.read_text(encoding="utf-8").splitlines()))
        > LONGEST.get(_named(path), LONGEST_FILE)
    }
    assert long == {}


def test_modules_say_what_belongs_in_them():
    silent = [
        _named(path)
        for path, tree in _trees(PRODUCT)
        if tree.body and ast.get_docstring(tree) is None
    ]
    assert silent == []


def test_public_templates_have_no_script():
    scripted = re.compile(r"<script|javascript:|\son[a-z]+\s*=\s*[\"']", re.IGNORECASE)
    wrong = [
        _named(path)
        for path in PUBLIC_TEMPLATES
        if not IN_DESK.search(_named(path)) and scripted.search(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_public_templates_load_nothing_from_elsewhere():
    foreign = re.compile(r"<(?:link|img|iframe|source|use)\b[^>]*(?:src|href)=[\"'](?:https?:)?//")
    wrong = [_named(path) for path in TEMPLATES if foreign.search(path.read_text(encoding="utf-8"))]
    assert wrong == []


def test_templates_have_no_inline_styles():
    """The content security policy would drop them without a word."""
    inline = re.compile(r"<style|\sstyle\s*=", re.IGNORECASE)
    wrong = [_named(path) for path in TEMPLATES if inline.search(path.read_text(encoding="utf-8"))]
    assert wrong == []


def _positional_booleans(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if node.name.startswith("_"):
            continue
        positional = [*node.args.posonlyargs, *node.args.args]
        given = dict(zip(reversed(positional), reversed(node.args.defaults), strict=False))
        for argument, default in given.items():
            if isinstance(default, ast.Constant) and isinstance(default.value, bool):
                yield f"{node.name}({argument.arg})"


def test_booleans_are_keyword_only():
    wrong = [
        f"{_named(path)}: {name}"
        for path, tree in _trees(PRODUCT)
        for name in _positional_booleans(tree)
    ]
    assert wrong == []


def test_only_the_edge_prints():
    wrong = [
        f"{_named(path)}:{node.lineno}"
        for path, tree in _trees(PRODUCT)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    ]
    assert wrong == []


def test_rules_never_read_the_clock():
    pure = {
        "custody", "dates", "names", "ordering", "organisation_status", "timeline", "vocabulary",
    }  # fmt: skip
    clock = re.compile(r"\b(?:today|utcnow|now|localdate)\(\)")
    wrong = [
        _named(path)
        for path in PRODUCT
        if pure & {part.removesuffix(".py") for part in path.relative_to(ROOT).parts[1:2]}
        and clock.search(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_nothing_is_left_for_later():
    later = re.compile(r"\b(?:TODO|FIXME|XXX)\b|NotImplementedError")
    wrong = [
        _named(path)
        for path in FILES
        if path.suffix in {".py", ".html", ".css"} and path != Path(__file__)
        if later.search(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_no_test_is_skipped():
    skipping = re.compile(r"pytest\.(?:mark\.)?(?:skip|xfail|importorskip)|@(?:unittest\.)?skip")
    wrong = [
        _named(path)
        for path in PYTHON
        if path != Path(__file__) and skipping.search(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_no_file_names_a_package_index_or_a_machine():
    """A pin is its hash; where a machine takes packages from is that machine's business."""
    leak = re.compile(
        r"--(?:extra-)?index-url|--find-links|files\.pythonhosted|pypi\.org/simple"
        r"|registry\.npmjs|(?<![\w.])/(?:root|home/\w+)/"
    )
    wrong = []
    for path in FILES:
        if path == Path(__file__) or path.suffix in {".png", ".webp", ".woff2", ".ico", ".jpg"}:
            continue
        if leak.search(path.read_text(encoding="utf-8")):
            wrong.append(_named(path))
    assert wrong == []


def test_every_dependency_has_a_reason():
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    unexplained = [
        name
        for source in ("requirements.in", "requirements-dev.in", "requirements-bench.in")
        for line in (ROOT / source).read_text(encoding="utf-8").splitlines()
        if (name := re.split(r"[\[<>=~ ]", line)[0]) and not name.startswith(("#", "-"))
        if f"| {name.lower()} |" not in explained
    ]
    assert unexplained == []
