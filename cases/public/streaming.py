"""How the rows of an export leave the database in blocks of bytes: PostgreSQL and SQLite side by
side behind `stream_rows`. What a cell looks like is in lines.py.

Both read in one statement, so that a file is of one moment; memory does not grow with the rows.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Empty, Queue
from typing import Any

from django.db import connections, transaction
from django.db.models import QuerySet
from psycopg2.extensions import QueryCanceledError

from cases.public.lines import QUOTED, CellText, LineBytes, ReadyLine
from cases.public.tables import Table

# A block, and the first of a file, which is not held back: by rows in SQLite, else by bytes.
ROWS_AT_ONCE, FIRST_ROWS = 250, 16
BLOCK_BYTES, FIRST_BYTES = 128 * 1024, 8 * 1024
# So many blocks wait for a slow reader, and then the database waits.
WAITING = 4
END = b"\r\n"
Change = Callable[[bytes], bytes]


def stream_rows(
    rows: QuerySet, table: Table, before: str, after: str, change: Change | None = None
) -> Iterator[bytes]:
    """The lines of `rows` in their order, whole lines in each block.

    `before` and `after` stand around the slug in the address of a row; `change` makes of each
    line the one that is sent. Closed half way, it leaves the connection ready for the next query
    and nothing running in the database.
    """
    if connections[rows.db].vendor == "postgresql":
        return _copied(rows, table, before, after, change)
    return _fetched(rows, table, before, after, change)


class _Lines:
    """Gathers lines until there are enough for a block."""

    def __init__(self, change: Change | None) -> None:
        self._change = change
        self._lines: list[bytes] = []
        self._size, self._enough = 0, FIRST_BYTES

    def add(self, line: bytes) -> bytes | None:
        """A block if it is full with this line."""
        if self._change:
            line = self._change(line)
        self._lines.append(line)
        self._size += len(line)
        return self.take() if self._size >= self._enough else None

    def take(self) -> bytes:
        """What has been gathered, b"" for nothing."""
        block = END.join([*self._lines, b""])
        self._lines, self._size, self._enough = [], 0, BLOCK_BYTES
        return block


def _fetched(
    rows: QuerySet, table: Table, before: str, after: str, change: Change | None
) -> Iterator[bytes]:
    """SQLite: no transaction, a statement that reads sees one state and locks out nobody."""
    form = ReadyLine if table.ready else LineBytes
    query = rows.annotate(line=form(table, before, after)).values_list("line").query
    statement, values = query.get_compiler(rows.db).as_sql()
    with connections[rows.db].cursor() as cursor:
        cursor.execute(statement, values)
        number = FIRST_ROWS
        while found := cursor.fetchmany(number):
            lines = [change(line) if change else line for (line,) in found]
            yield END.join([*lines, b""])
            number = ROWS_AT_ONCE


def _copied(
    rows: QuerySet, table: Table, before: str, after: str, change: Change | None
) -> Iterator[bytes]:
    """PostgreSQL: COPY, whose rows another thread takes over while this one passes them on.

    In a transaction, so that what is given up half way is rolled back and the settings with it.
    """
    connection = connections[rows.db]
    with transaction.atomic(using=rows.db), connection.cursor() as cursor:
        cursor.execute(_settings(rows))
        statement = _copy_statement(rows, table, before, after, cursor)
        copy = _Copy(connection, cursor, statement, change)
        try:
            with connection.wrap_database_errors:
                yield from copy.blocks()
        finally:
            copy.stop()


def _settings(rows: QuerySet) -> str:
    """Compiling the expressions would hold back the first row longer than it saves; so would
    sorting the whole table where an index has the order. A reader may take long to take a file."""
    has_sort = "on" if rows.query.where else "off"
    return (
        f"SET LOCAL jit = off; SET LOCAL statement_timeout = 0; SET LOCAL enable_sort = {has_sort}"
    )


# A ready line is the only cell of its row for COPY, which leaves it as it is unless a line break or
# one of these is in it.
_DELIMITER, _QUOTE = "\x01", "\x02"
_MARK = _QUOTE.encode()


def _line(row: bytes) -> bytes:
    """The line in a row that COPY gives."""
    return row[1:-2].replace(_MARK * 2, _MARK) if row.startswith(_MARK) else row[:-1]


def _copy_statement(rows: QuerySet, table: Table, before: str, after: str, cursor: Any) -> bytes:
    if table.ready:
        query = rows.annotate(line=ReadyLine(table, before, after)).values_list("line").query
        options = f"FORMAT csv, DELIMITER '{_DELIMITER}', QUOTE '{_QUOTE}'"
    else:
        query, options = _cells(rows, table, before, after)
    select, values = query.get_compiler(rows.db).as_sql()
    copied: bytes = cursor.mogrify(select, values)
    return b"COPY (" + copied + b") TO STDOUT (" + options.encode() + b")"


def _cells(rows: QuerySet, table: Table, before: str, after: str) -> tuple[Any, str]:
    """The query of the cells one by one, and what COPY does with them."""
    names = [f"cell_{n}" for n in range(len(table.columns))]
    cells = {
        name: CellText(column, before, after)
        for name, column in zip(names, table.columns, strict=True)
    }
    quoted = ", ".join(
        name for name, column in zip(names, table.columns, strict=True) if column.type in QUOTED
    )
    query = rows.annotate(**cells).values_list(*names).query
    return query, f"FORMAT csv, FORCE_QUOTE ({quoted})"


class _Copy:
    """One COPY under way in a thread of its own."""

    def __init__(
        self, connection: Any, cursor: Any, statement: bytes, change: Change | None
    ) -> None:
        self._raw, self._cursor, self._statement = connection.connection, cursor.cursor, statement
        self._queue: Queue[bytes | Exception | None] = Queue(WAITING)
        self._gathered, self._is_given_up, self._has_ended = _Lines(change), False, False
        self._thread = threading.Thread(target=self._run, name="export", daemon=True)

    def blocks(self) -> Iterator[bytes]:
        """The blocks; raises what the database raised."""
        self._thread.start()
        while (block := self._queue.get()) is not None:
            if isinstance(block, Exception):
                raise block
            yield block

    def stop(self) -> None:
        """Ends the statement if it still runs, and waits until the connection is free again."""
        if not self._thread.is_alive():
            return
        self._is_given_up = True
        # The thread may be waiting to hand over a block, or for the database.
        while True:
            try:
                self._queue.get_nowait()
            except Empty:
                break
        self._raw.cancel()
        self._thread.join()
        if self._has_ended:
            # Cancelled too late: what is on its way may hit a statement that nobody needs.
            with suppress(QueryCanceledError):
                self._cursor.execute("SELECT 1")

    def write(self, row: bytes) -> None:
        """Called by psycopg2 with each row, which ends in a line feed.

        Given up, it lets the rows pass until the cancellation arrives: the protocol ends in order.
        """
        if self._is_given_up:
            return
        if block := self._gathered.add(_line(row)):
            self._queue.put(block)

    def _run(self) -> None:
        told: Exception | None = None
        try:
            self._cursor.copy_expert(self._statement, self)
            self._has_ended = True
            if (rest := self._gathered.take()) and not self._is_given_up:
                self._queue.put(rest)
        except Exception as error:
            told = error
        if not self._is_given_up:
            self._queue.put(told)
