"""Reads one YAML (or JSON) file into mappings, lists and texts that know their lines.

Scalars stay text: what a text means is decided by the schema, so a country "NO", a key `on` and a
bare 2021-04-07 are never turned into something else. What a file must say is not decided here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

# The parser in C is some ten times as fast; every wheel has it, a build from source may not.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NOTHING = {"", "~", "null"}


class ReadError(Exception):
    """A file that cannot be read: `line` (from 1) and a sentence that says what to do."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


class Mapping(dict[str, Any]):
    """A YAML mapping: `line` is where it begins, `lines` where each of its keys stands."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Sequence(list[Any]):
    """A YAML list: `line` is where it begins, `lines` where each item begins."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


def read(path: Path) -> Any:
    """The contents of `path`: Mapping, Sequence, str or None. Raises ReadError."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ReadError(line, "is not UTF-8 text here: save the file as UTF-8.") from None
    except OSError as error:
        raise ReadError(1, f"cannot be read: {error.strerror}.") from None
    return read_text(text)


def read_text(text: str) -> Any:
    """The same from text already in memory."""
    try:
        # The loader reads the first lines already when it is made.
        loader = Loader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise ReadError(*_explained(error, text)) from None
    if node is None:
        raise ReadError(1, "is empty: write it or delete the file.")
    return _built(node, set())


def _explained(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else 1
    lines = text.splitlines()
    # The parser may complain only at the line after the one with the tab.
    for number in (line, line - 1):
        shown = lines[number - 1] if 0 < number <= len(lines) else ""
        if "\t" in shown[: len(shown) - len(shown.lstrip())]:
            return number, "begins with a tab: indent with spaces."
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    if "single document" in str(error):
        return line, "has a second document: one file holds one, without a line of `---`."
    return line, f"is not YAML here ({problem}): check indents, colons and quotes."


def _built(node: yaml.Node, above: set[int]) -> Any:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return None if node.style is None and node.value.lower() in NOTHING else node.value
    if id(node) in above:
        raise ReadError(line, "repeats an anchor inside itself: write the text out instead.")
    above = above | {id(node)}
    if isinstance(node, yaml.SequenceNode):
        items = Sequence(line)
        for item in node.value:
            items.append(_built(item, above))
            items.lines.append(item.start_mark.line + 1)
        return items
    return _mapping(node, line, above)


def _mapping(node: yaml.Node, line: int, above: set[int]) -> Mapping:
    found = Mapping(line)
    for key, value in node.value:
        at = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise ReadError(at, "has a list or a mapping as a key: a key is a plain word.")
        if key.value in found:
            first = found.lines[key.value]
            message = f"has '{key.value}' twice in one mapping (first in line {first}): keep one."
            raise ReadError(at, message)
        found[key.value] = _built(value, above)
        found.lines[key.value] = at
    return found
