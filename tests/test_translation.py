"""Every string that a reader or a researcher sees can be translated, in templates and in Python.

Words outside a translation tag or call are looked for; what a machine reads is named here and let
pass. What a translation may not change is in tests/public/test_languages.py.
"""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.apps import apps
from django.template.base import Lexer, TokenType
from django.utils.functional import Promise

from cases.models.seeds import SeedRecord

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted(
    path for part in ("cases", "tracker") for path in (ROOT / part).rglob("templates/**/*.html")
)
PYTHON = sorted(
    path
    for part in ("cases/public", "cases/desk", "cases/vocabulary", "cases/models")
    for path in (ROOT / part).rglob("*.py")
    if "migrations" not in path.parts
)
LETTERS = re.compile(r"[^\W\d_]{2,}")
# Names of formats, files and standards are the same in every language.
SAME_EVERYWHERE = {"CSV", "JSON", "UTC", "SHA-256", "tracker.zip", "openapi.json"}
# Attributes that are read out or shown.
SHOWN = {"aria-label", "alt", "title", "placeholder", "label", "aria-description"}
MARKS = {
    "_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy",
}  # fmt: skip
# Two words beside each other, as in a sentence; a name of an attribute has no space.
SENTENCE = re.compile(r"[^\W\d_]{2,},? [^\W\d_]{2,}")
# Keys and arguments whose value is shown.
SHOWING = {"label", "title", "words", "heading", "summary", "verbose_name", "verbose_name_plural",
           "help_text", "description", "short_description", "empty_label", "message"}  # fmt: skip
SQL = re.compile(
    r"\b(?:SELECT|FROM|CASE|WHEN|THEN|AND|AS|ORDER BY|UNION ALL|PRAGMA|SET LOCAL|FORCE_QUOTE|"
    r"DELIMITER|AT TIME)\b"
)
# A header, a state that programs read, a pattern, the maker's mark of a calendar file.
FOR_MACHINES = {
    "GET, HEAD", "no replica", "public, no-cache", 'attachment; filename="', "public, max-age=60",
    "^According to [^,]+, (?:as [^,]+, )?", "-//The Tracker//Hearings//EN",
    "Creative Commons Attribution 4.0 International",
}  # fmt: skip


class _Shown(HTMLParser):
    """Collects what is shown of a page: texts and attributes with words, but no code."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_code = 0

    def handle_starttag(self, tag, attributes):
        self._in_code += tag == "code"
        values = dict(attributes)
        names = SHOWN | ({"content"} if values.get("name") == "description" else set())
        self.found += [values[name] or "" for name in names & values.keys()]

    def handle_endtag(self, tag):
        self._in_code -= tag == "code"

    def handle_data(self, data):
        if not self._in_code:
            self.found.append(data)


def unmarked_in(source: str) -> list[str]:
    """The texts of a template that stand outside a translation."""
    kept, is_inside = [], False
    # The type of a page for social networks is a word of theirs.
    source = re.sub(r"{% block og_type %}\w+{% endblock og_type %}", "", source)
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.TEXT and not is_inside:
            kept.append(token.contents)
        elif token.token_type == TokenType.BLOCK:
            word = token.contents.split()[0]
            is_inside = word == "blocktranslate" or (is_inside and word != "endblocktranslate")
    parser = _Shown()
    parser.feed("".join(kept))
    parser.close()
    words = [re.sub(r"\s+", " ", text).strip(" \n·.,:;()") for text in parser.found]
    return [text for text in words if LETTERS.search(text) and text not in SAME_EVERYWHERE]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_has_no_words_outside_a_translation(path):
    assert unmarked_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Two words</p>", ["Two words"]),
        ("<p>{% translate 'Two words' %}</p>", []),
        ("{% blocktranslate %}Two {{ n }} words{% endblocktranslate %}<b>After</b>", ["After"]),
        ('<a class="of no one" aria-label="Main menu">{{ name }}</a>', ["Main menu"]),
        ("<code>{{ path }} of code</code> · <a>CSV</a>", []),
    ],
)
def test_words_outside_a_translation_are_seen(source, found):
    assert unmarked_in(source) == found


def _called(node: ast.AST) -> str:
    function = getattr(node, "func", None)
    return getattr(function, "id", "") or getattr(function, "attr", "")


def _let_pass(tree: ast.Module) -> set[ast.AST]:
    """Docstrings, what is marked, and what goes to logs."""
    passed: set[ast.AST] = set()
    for node in ast.walk(tree):
        is_logged = isinstance(node, ast.Call) and _called(getattr(node.func, "value", node)) == ""
        is_logged = is_logged and getattr(getattr(node.func, "value", None), "id", "") == "logger"
        if isinstance(node, ast.Call) and (_called(node) in MARKS or is_logged):
            passed.update(ast.walk(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(node.value)
    return passed


def unmarked_strings(tree: ast.Module) -> Iterator[str]:
    """Constants that read as sentences, or stand where words are shown, outside a marking call."""
    passed = _let_pass(tree)
    for node in ast.walk(tree):
        shown: list[ast.AST] = []
        if isinstance(node, ast.Dict):
            shown = [
                value
                for key, value in zip(node.keys, node.values, strict=True)
                if isinstance(key, ast.Constant) and key.value in SHOWING
            ]
        elif isinstance(node, ast.keyword) and node.arg in SHOWING:
            shown = [node.value]
        elif isinstance(node, ast.Assign):
            # The label of an app is its name for programs.
            is_shown = getattr(node.targets[0], "id", "") in SHOWING - {"label"}
            shown = [node.value] if is_shown else []
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = re.sub(r"<[^>]*>", "", node.value)
            if SENTENCE.search(text) and not SQL.search(text) and "charset=" not in text:
                shown = [node]
        for value in shown:
            if isinstance(value, ast.Constant) and value not in passed:
                text = value.value
                if isinstance(text, str) and LETTERS.search(text) and text not in FOR_MACHINES:
                    yield f"{value.lineno}: {text[:80]}"


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_has_no_words_outside_a_translation(path):
    assert list(unmarked_strings(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ('x = "Nothing was found"', 1),
        ('x = _("Nothing was found")', 0),
        ('def f():\n    """Says nothing."""', 0),
        ('rows = [{"label": "Level", "key": "level"}]', 1),
        ('field = CharField(help_text="Why")', 1),
        ('logger.warning("It was gone")', 0),
    ],
)
def test_strings_outside_a_translation_are_seen(source, count):
    assert len(list(unmarked_strings(ast.parse(source)))) == count


def test_models_and_their_fields_have_names_that_can_be_translated():
    unmarked = []
    for model in apps.get_app_config("cases").get_models():
        # What seeding remembers is on no page, and history has the names of what it is of.
        if model.__name__.startswith("Historical") or model is SeedRecord:
            continue
        named = {model.__name__: model._meta.verbose_name}
        named[f"{model.__name__}, several"] = model._meta.verbose_name_plural
        for field in model._meta.fields:
            if field.editable and not field.auto_created:
                named[f"{model.__name__}.{field.name}"] = field.verbose_name
                named[f"{model.__name__}.{field.name}, help"] = field.help_text
                choices = field.choices or ()
                named |= {f"{model.__name__}.{field.name}={key}": text for key, text in choices}
        unmarked += [
            name
            for name, text in named.items()
            if text and not isinstance(text, Promise) and not text.startswith("---")
        ]
    assert unmarked == []
