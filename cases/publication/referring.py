"""Labels, by which others name a row, and mentions: which document shows whom. Both replace only
what differs."""

from collections import defaultdict
from collections.abc import Iterable

from cases.publication import models as p
from cases.publication.labels import LabelRow
from cases.publication.projection import Row
from cases.publication.upserting import insert

_BATCH = 500


def write_labels(labels: Iterable[LabelRow]) -> tuple[set[str], dict[str, p.Label]]:
    """Store the labels that differ from those that stand; returns the references of those that
    are new, and by reference what those were that are others now."""
    wanted = {one.ref: one for one in labels}
    standing = {one.ref: one for one in p.Label.objects.filter(ref__in=wanted)}
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
        if not is_same_label(standing.get(one.ref), one)
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


def is_same_label(standing: p.Label | None, wanted: LabelRow) -> bool:
    """Whether the stored label is what it should be."""
    return standing is not None and (
        standing.text,
        standing.slug,
        standing.is_masked,
        standing.detail,
    ) == (wanted.text, wanted.slug, wanted.is_masked, wanted.detail)


def write_mentions(rows: list[Row]) -> set[str]:
    """Replace what differs; returns what is mentioned by one document less."""
    wanted = {row.ref: row.mentions for row in rows}
    gone: list[int] = []
    lost: set[str] = set()
    kept: dict[str, set[str]] = defaultdict(set)
    for pk, document, mentioned in p.Mention.objects.filter(document__in=wanted).values_list(
        "pk", "document", "mentioned"
    ):
        if mentioned in wanted[document]:
            kept[document].add(mentioned)
        else:
            gone.append(pk)
            lost.add(mentioned)
    if gone:
        p.Mention.objects.filter(pk__in=gone).delete()
    new = ((ref, document) for document, refs in wanted.items() for ref in refs - kept[document])
    # In the order of the index.
    insert(p.Mention, [{"document": document, "mentioned": ref} for ref, document in sorted(new)])
    return lost
