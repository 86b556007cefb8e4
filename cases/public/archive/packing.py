"""Makes the archive: every table of the exports and the papers that explain them, in one zip."""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Model

from cases.public import columns
from cases.public.archive import describing, keeping
from cases.public.archive.describing import Packed
from cases.public.archive.stamping import take_stamp
from cases.public.columns import TABLES, Table
from cases.public.exporting import csv_blocks
from cases.publication import models as p
from cases.publication.snapshot import one_state

Progress = Callable[[int], object]
# Whose rows each table holds.
MODELS: dict[Table, type[Model]] = {
    columns.CASES: p.PublishedCase,
    columns.PEOPLE: p.PublishedPerson,
    columns.SUBJECTS: p.PublishedSubject,
    columns.EVENTS: p.PublishedEvent,
    columns.CHARGES: p.PublishedCharge,
    columns.SENTENCES: p.PublishedSentence,
    columns.DESIGNATIONS: p.PublishedDesignation,
    columns.CITATIONS: p.PublishedCitation,
    columns.AFFILIATIONS: p.PublishedAffiliation,
    columns.ORGANISATIONS: p.PublishedOrganisation,
    columns.COURTS: p.PublishedCourt,
    columns.PROVISIONS: p.PublishedProvision,
    columns.PLACES: p.PublishedPlace,
    columns.SOURCES: p.PublishedSource,
}


def make_archive(*, now: datetime, progress: Progress | None = None) -> keeping.Kept | None:
    """Make the archive if there is none of what is published now; the old one goes.

    None where nothing had to be done. All tables are of one moment, that of the stamp. Raises
    `keeping.Busy` while another process makes it.
    """
    with keeping.only_one(), one_state():
        stamp = take_stamp()
        kept = keeping.read()
        if kept and kept.stamp == stamp:
            return None
        keeping.clear()
        handle, name = tempfile.mkstemp(dir=keeping.folder(), suffix=keeping.PART)
        part = Path(name)
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w") as packed:
            _fill(_Writer(packed, now, progress), now)
        return keeping.keep(part, stamp, made_at=now)


def _fill(into: "_Writer", now: datetime) -> None:
    files = [_table(into, table) for table in TABLES]
    licence = (settings.BASE_DIR / "LICENSE-DATA").read_text(encoding="utf-8")
    package = json.dumps(describing.descriptor(files, made_at=now), ensure_ascii=False, indent=2)
    for name, text in (
        ("datapackage.json", package + "\n"),
        ("dictionary.csv", describing.dictionary_csv()),
        ("dictionary.md", describing.dictionary_markdown()),
        ("README.md", describing.read_me(made_at=now)),
        ("LICENSE.txt", licence),
    ):
        files.append(into.write(name, [text.encode()]))
    sums = "".join(f"{file.sha256}  {file.name}\n" for file in files)
    into.write("SHA256SUMS", [sums.encode()])


def _table(into: "_Writer", table: Table) -> Packed:
    rows = MODELS[table]._default_manager.order_by("pk")
    return into.write(table.file, csv_blocks(rows, table), table=table, rows=rows.count())


class _Writer:
    """Puts files into a zip, block by block, and reckons their sums on the way."""

    def __init__(self, packed: zipfile.ZipFile, now: datetime, progress: Progress | None) -> None:
        self._packed = packed
        self._moment = (now.year, now.month, now.day, now.hour, now.minute, now.second)
        self._progress = progress or (lambda size: None)

    def write(
        self, name: str, blocks: Iterable[bytes], *, table: Table | None = None, rows: int = 0
    ) -> Packed:
        told = zipfile.ZipInfo(name, self._moment)
        told.compress_type = zipfile.ZIP_DEFLATED
        told.external_attr = 0o644 << 16
        digest, size = hashlib.sha256(), 0
        with self._packed.open(told, "w", force_zip64=True) as file:
            for block in blocks:
                file.write(block)
                digest.update(block)
                size += len(block)
                self._progress(len(block))
        return Packed(name, size, digest.hexdigest(), rows, table)
