"""What an export is made of: its kinds of value, a column, a table. Which there are: columns.py."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.publication.cells import Ready


class Type(StrEnum):
    """How a value is written in CSV; JSON has its own numbers, truth values and lists."""

    TEXT = "text"
    LIST = "list"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DAY = "day"
    EDTF = "edtf"
    INSTANT = "instant"
    ADDRESS = "address"
    DEGREES = "degrees"


TYPE_WORDS: dict[Type, Promise] = {
    Type.TEXT: _("text"),
    Type.LIST: _("several texts joined by “; ” (a list in JSON)"),
    Type.INTEGER: _("whole number"),
    Type.BOOLEAN: _("true or false"),
    Type.DAY: _("day, YYYY-MM-DD"),
    Type.EDTF: _("date as precise as the source, in EDTF"),
    Type.INSTANT: _("moment in UTC, ISO 8601"),
    Type.ADDRESS: _("absolute address"),
    Type.DEGREES: _("degrees, two decimals (a number in JSON)"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, the field of the published row it comes from, what it holds.

    `is_asked`: it comes from the request and not from the row; empty where that asks for no day.
    """

    name: str
    type: Type
    description: Promise
    field: str = ""
    is_asked: bool = False

    @property
    def source(self) -> str:
        return self.field or self.name

    @property
    def type_words(self) -> str:
        return str(TYPE_WORDS[self.type])


@dataclass(frozen=True, slots=True)
class Table:
    """One export: its file, its address, what a row is, its columns, and the page of a row.

    `ready`: the columns of a row that hold the cells of several others.
    """

    file: str
    url_name: str
    title: Promise
    columns: tuple[Column, ...]
    detail: str = ""
    ready: tuple[Ready, ...] = ()


FIRST_DAY = _("First day that this date may mean.")
LAST_DAY = _("Last day that this date may mean.")


def dated(name: str, description: Promise) -> tuple[Column, Column, Column]:
    """The columns of a partial date: as the source has it, and the days between which it lies."""
    return (
        Column(name, Type.EDTF, description),
        Column(f"{name}_earliest", Type.DAY, FIRST_DAY),
        Column(f"{name}_latest", Type.DAY, LAST_DAY),
    )
