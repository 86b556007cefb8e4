"""Labels, by which others name a row, and mentions: which document shows whom. Both replace only
what differs."""

from collections import defaultdict
from collections.abc import Collection, Iterable

import orjson

from cases.publication import models as p
from cases.publication.labels import LabelRow
from cases.publication.projection import Row
from cases.publication.records import delete_having, values_having
from cases.publication.upserting import insert

_BATCH = 500


def write_labels(labels: Iterable[LabelRow]) -> tuple[set[str], dict[str, LabelRow]]:
    """Store the labels that differ from those that stand; returns the references of those that
    are new, and by reference what those were that are others now."""
    wanted = {one.ref: one for one in labels}
    standing = standing_labels(wanted)
    rows = [
        p.Label(
            ref=one.ref,
            kind=one.kind,
            text=one.text,
            slug=one.slug,
            is_masked=one.is_masked,
            detail=one.detail,
        )
        for one in wanted.values()
        if standing.get(one.ref) != one
    ]
    p.Label.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["ref"],
        update_fields=["kind", "text", "slug", "is_masked", "detail"],
        batch_size=_BATCH,
    )
    written = {row.ref for row in rows}
    return written - set(standing), {ref: standing[ref] for ref in written & set(standing)}


def standing_labels(refs: Collection[str]) -> dict[str, LabelRow]:
    """The labels that are stored of these references."""
    columns = ("ref", "kind", "text", "slug", "is_masked", "detail")
    return {
        ref: LabelRow(ref, kind, text, slug, bool(is_masked), orjson.loads(detail))
        for ref, kind, text, slug, is_masked, detail in values_having(p.Label, columns, "ref", refs)
    }


def write_mentions(rows: list[Row]) -> set[str]:
    """Replace what differs; returns what is mentioned by one document less."""
    wanted = {row.ref: row.mentions for row in rows}
    gone: list[int] = []
    lost: set[str] = set()
    kept: dict[str, set[str]] = defaultdict(set)
    columns = ("id", "document", "mentioned")
    for pk, document, mentioned in values_having(p.Mention, columns, "document", wanted):
        if mentioned in wanted[document]:
            kept[document].add(mentioned)
        else:
            gone.append(pk)
            lost.add(mentioned)
    delete_having(p.Mention, "id", gone)
    new = ((ref, document) for document, refs in wanted.items() for ref in refs - kept[document])
    # In the order of the index.
    insert(p.Mention, [{"document": document, "mentioned": ref} for ref, document in sorted(new)])
    return lost
