"""Writes planned rows: new ones are made, those that nobody touched since are brought up to date.

A row changed or deleted at the desk is the desk's: it is kept, and reported as a conflict where the
seed changed too. Every row goes through `save()`, because bulk writes leave no edit history.
"""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model

from cases.models.base import public_id_for
from cases.seeding.citation_sets import REASON, compare_citations, write_citations
from cases.seeding.digests import columns_of, digest_of_row
from cases.seeding.ledger import Ledger, citation_model
from cases.seeding.reporting import Outcome, Problem, SeedReport
from cases.seeding.rows import Row, To


class NotYet(Exception):
    """A row names another that is not there, or collides with one; the message says which."""


class Refused(Exception):
    """The database's own rules refuse a row; the message says which rule."""


class Loading:
    """One run over the planned rows. Call `run` once, inside a transaction."""

    def __init__(self, rows: list[Row], report: SeedReport) -> None:
        self._rows = rows
        self._report = report
        self._ledger = Ledger(rows)
        self._ids: dict[tuple[type[Model], str], int] = {}
        # Known before anything is written: a row may name one that comes later in the files.
        self._gone = {(row.model, row.key) for row in rows if self._is_gone(row)}
        self._unfinished: list[tuple[Row, Any]] = []

    def run(self) -> None:
        """Write what is to be written and count it in the report."""
        waiting = self._rows
        # Rows that wait for another's new value come through in a later round.
        while (left := self._round(waiting)) and len(left) < len(waiting):
            waiting = [row for row, _reason in left]
        for row, reason in left:
            self._conflict(row, _in_the_way(reason))
            self._count(row, Outcome.CONFLICT)
        for row, stored in self._unfinished:
            self._finish(row, stored)
        self._report_unseen()
        self._ledger.close()

    def _round(self, rows: list[Row]) -> list[tuple[Row, str]]:
        """Write what can be written; the rows that cannot yet, and why."""
        left = []
        for row in rows:
            try:
                self._one(row)
            except NotYet as reason:
                left.append((row, str(reason)))
            except Refused as reason:
                message = f"the database refuses this row ({reason}): mend its values."
                self._report.reject([Problem(row.file, row.line, message)])
        return left

    def _one(self, row: Row) -> None:
        self._ledger.see(row.model, row.key)
        if row.citations is not None:
            self._ledger.see(citation_model(row.model), row.key)
        record = self._ledger.record(row.model, row.key)
        if record and (row.model, row.key) in self._gone:
            self._deleted(row, record)
            return
        stored = self._stored(row)
        outcome = self._make(row) if stored is None else self._compare(row, stored)
        self._count(row, outcome)

    def _is_gone(self, row: Row) -> bool:
        record = self._ledger.record(row.model, row.key)
        return record is not None and self._ledger.row(row.model, record.object_id) is None

    def _stored(self, row: Row) -> Any:
        record = self._ledger.record(row.model, row.key)
        if record:
            return self._ledger.row(row.model, record.object_id)
        return self._ledger.by_key.get((row.model, row.values.get("key", "")))

    # The values of a row, with ids for the rows that it names.

    def _columns(self, row: Row) -> tuple[dict[str, Any], str]:
        """The values by column, and the row of the same model that is not there yet, or ""."""
        found, waits_for = {}, ""
        for name, value in row.values.items():
            column = row.model._meta.get_field(name).attname  # type: ignore[union-attr]
            if isinstance(value, To):
                to, value = value, self._id(value)
                if value is None and to.model is not row.model:
                    raise NotYet(to.key)
                waits_for = to.key if value is None else waits_for
            found[column] = value
        return found, waits_for

    def _id(self, to: To) -> int | None:
        found = self._ids.get((to.model, to.key))
        if found is None and (record := self._ledger.record(to.model, to.key)):
            found = record.object_id
        return found

    def _check_standing(self, row: Row) -> None:
        """A row is not written on one that the desk has deleted."""
        named = [value for value in row.values.values() if isinstance(value, To)]
        named += [cite["source"] for cite in row.citations or []]
        for to in named:
            if (to.model, to.key) in self._gone:
                raise NotYet(to.key)

    # Making and comparing.

    def _make(self, row: Row) -> Outcome:
        self._check_standing(row)
        columns, waits_for = self._columns(row)
        cites = self._cites(row)
        made = row.model(**columns)
        if hasattr(made, "public_id"):
            made.public_id = public_id_for(row.model._meta.label, row.key)
        self._save(made, row)
        self._ids[row.model, row.key] = made.pk
        if waits_for:
            self._unfinished.append((row, made))
        self._remember(row, made.pk, columns)
        if cites is not None:
            write_citations(row, made.pk, cites, self._ledger)
        return Outcome.CREATED

    def _compare(self, row: Row, stored: Any) -> Outcome:
        self._ids[row.model, row.key] = stored.pk
        columns, waits_for = self._columns(row)
        if waits_for:
            raise NotYet(waits_for)
        cites = self._cites(row)
        outcome = self._compare_columns(row, stored, columns)
        if cites is None:
            return outcome
        return max(outcome, self._compare_citations(row, stored, cites), key=_WEIGHT.index)

    def _compare_columns(self, row: Row, stored: Any, columns: dict[str, Any]) -> Outcome:
        wanted = digest_of_row(row.model, columns)
        current = digest_of_row(row.model, columns_of(stored, columns))
        record = self._ledger.record(row.model, row.key)
        if current == wanted:
            self._remember(row, stored.pk, columns)
            return Outcome.UNCHANGED
        if record and record.digest == wanted:
            self._keep(row, "edited at the desk.")
            return Outcome.UNCHANGED
        if record is None or record.digest != current:
            self._conflict(row, "changed at the desk and in the seed: the desk's row is kept.")
            return Outcome.CONFLICT
        self._check_standing(row)
        before = columns_of(stored, columns)
        for column, value in columns.items():
            setattr(stored, column, value)
        try:
            self._save(stored, row)
        except NotYet:
            for column, value in before.items():
                setattr(stored, column, value)
            raise
        self._remember(row, stored.pk, columns)
        return Outcome.UPDATED

    def _save(self, stored: Any, row: Row) -> None:
        stored._change_reason = REASON
        try:
            with transaction.atomic():
                stored.save()
        except IntegrityError as error:
            if "unique" in str(error).lower():
                raise NotYet(str(error)) from None
            raise Refused(str(error)) from None

    def _finish(self, row: Row, stored: Any) -> None:
        """Set the references to rows of the same model, now that all are there."""
        columns, _waits_for = self._columns(row)
        for column, value in columns.items():
            setattr(stored, column, value)
        self._save(stored, row)
        self._remember(row, stored.pk, columns)

    def _remember(self, row: Row, object_id: int, columns: dict[str, Any]) -> None:
        digest = digest_of_row(row.model, columns)
        self._ledger.write(row.model, row.key, object_id, digest, row.file)

    # Citations: a set that belongs to its row.

    def _cites(self, row: Row) -> list[dict[str, Any]] | None:
        if row.citations is None:
            return None
        found = []
        for cite in row.citations:
            source_id = self._id(cite["source"])
            if source_id is None:
                raise NotYet(cite["source"].key)
            columns = {name: value for name, value in cite.items() if name != "source"}
            found.append({**columns, "source_id": source_id})
        return found

    def _compare_citations(self, row: Row, stored: Any, cites: list[dict[str, Any]]) -> Outcome:
        outcome, reason = compare_citations(row, stored.pk, cites, self._ledger)
        if outcome is Outcome.CONFLICT:
            self._conflict(row, reason)
        elif reason:
            self._keep(row, reason)
        return outcome

    # What is left alone.

    def _deleted(self, row: Row, record: Any) -> None:
        columns, waits_for = self._columns(row)
        if waits_for:
            raise NotYet(waits_for)
        if digest_of_row(row.model, columns) == record.digest:
            self._keep(row, "deleted at the desk, not made again.")
            self._count(row, Outcome.UNCHANGED)
            return
        self._conflict(row, "deleted at the desk and changed in the seed: it is not made again.")
        self._count(row, Outcome.CONFLICT)

    def _keep(self, row: Row, why: str) -> None:
        self._report.kept.append(Problem(row.file, row.line, f"{row.key}: {why}"))

    def _conflict(self, row: Row, message: str) -> None:
        self._report.conflicts.append(Problem(row.file, row.line, f"{row.key}: {message}"))

    def _count(self, row: Row, outcome: Outcome) -> None:
        self._report.counts[outcome] += 1
        if outcome in (Outcome.CREATED, Outcome.UPDATED):
            self._report.changed.append(Problem(row.file, row.line, f"{row.key}: {outcome.value}."))

    def _report_unseen(self) -> None:
        for record in self._ledger.unseen():
            self._report.gone.append(
                f"{record.seed_file}: {record.seed_key} is no longer in the seeds; "
                "its row stays until the desk deletes it."
            )


def _in_the_way(reason: str) -> str:
    if "unique" in reason.lower():
        return f"a row of the desk stands in its way ({reason}): it is not written."
    return f"rests on {reason}, which is not there: it is not written."


# The weightier of two outcomes of one row, its columns' and its citations', is the row's.
_WEIGHT = [Outcome.UNCHANGED, Outcome.UPDATED, Outcome.CREATED, Outcome.CONFLICT]
