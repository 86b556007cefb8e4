"""Published rows as CSV and as JSON values. Which columns there are is said in columns.py.

CSV is RFC 4180: comma, CRLF, UTF-8 without a byte order mark (every reader of today guesses right,
and a mark would stick to the first header).
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from typing import Any, cast

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import StreamingHttpResponse
from django.urls import reverse

from cases.public.day_columns import AskedDay, day_lines, with_spells_cell
from cases.public.limiting import limited
from cases.public.streaming import END, stream_rows
from cases.public.tables import Table, Type
from cases.publication.cells import GUARDED


def guard(text: str) -> str:
    """`text` made harmless in a spreadsheet, by one apostrophe in front where it needs it.

    The rule; exports apply it in the database (cells.py), and a test holds the two together.
    """
    return f"'{text}" if text and text[0] in GUARDED else text


def unguard(cell: str) -> str:
    """The text as it was before `guard`."""
    return cell[1:] if cell.startswith("'") else cell


def csv_response(
    rows: QuerySet, table: Table, asked: AskedDay | None = None, *, is_head: bool
) -> StreamingHttpResponse:
    """`rows` as a streamed download, in their order; memory does not grow with their number.

    Its first block raises Busy where too many are being sent.
    """
    headers = {
        "Content-Type": "text/csv; charset=utf-8; header=present",
        "Content-Disposition": f'attachment; filename="{table.file}"',
    }
    # A server would run through the whole stream of a HEAD only to throw it away; a plain empty
    # answer would claim a length of nothing.
    blocks = iter(()) if is_head else limited(csv_blocks(rows, table, asked))
    return StreamingHttpResponse(blocks, headers=headers)


def csv_blocks(rows: QuerySet, table: Table, asked: AskedDay | None = None) -> Iterator[bytes]:
    """The CSV of `rows` in blocks of about 128 KB, out of one statement: one state of the data.

    With a day asked about, `rows` bring their spells along (`filters.with_spells`).
    """
    header = ",".join(column.name for column in table.columns).encode() + END
    change = day_lines(table, asked) if asked else None
    read = with_spells_cell(table) if asked else table
    lines = stream_rows(rows, read, *_around_slug(table), change)
    with closing(cast(Generator, lines)) as blocks:
        # With the first rows, so that what fails at once fails before anything is sent.
        yield header + next(blocks, b"")
        yield from blocks


def _around_slug(table: Table) -> tuple[str, str]:
    """What stands before and after the slug in the address of a row's page."""
    if not table.detail:
        return "", ""
    page = settings.TRACKER_SITE_URL + reverse(table.detail, args=["x"])
    before, _slug, after = page.rpartition("x")
    return before, after


def instant(value: datetime | None) -> str:
    """A moment in UTC to the second, with a Z."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if value else ""


_JSON_FORMS: dict[Type, Callable[[Any], Any]] = {
    Type.LIST: lambda value: value.split("; ") if value else [],
    Type.TEXT: lambda value: value or None,
    Type.EDTF: lambda value: value or None,
    Type.INTEGER: lambda value: value,
    Type.BOOLEAN: lambda value: value,
    Type.DEGREES: lambda value: None if value is None else round(value, 2),
    Type.DAY: lambda value: value.isoformat() if value else None,
    Type.INSTANT: lambda value: instant(value) or None,
}


def json_values(
    rows: Iterable[Model], table: Table, told: Mapping[int, Mapping[str, Any]] | None = None
) -> list[dict[str, Any]]:
    """The columns of some rows as JSON types: numbers, truth values, lists, null for nothing.

    `told`: by row number and column, what is told instead of what the row holds.
    """
    before, after = _around_slug(table)
    forms = _JSON_FORMS | {Type.ADDRESS: lambda slug: f"{before}{slug}{after}"}
    return [
        {
            column.name: forms[column.type](
                instead[column.name]
                if column.name in instead
                else getattr(row, column.source, None)
            )
            for column in table.columns
        }
        for row in rows
        for instead in [told[row.pk] if told else {}]
    ]
