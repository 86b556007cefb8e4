"""What depends on a changed entity: projected at once up to a limit, queued beyond it.

For names and addresses only. Withholding and withdrawal are never queued: see `projecting`.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db.models import OuterRef

from cases import models as m
from cases.publication import models as p
from cases.publication.addressing import MODELS, WITH_DUE_DAY
from cases.publication.lacking import lacking
from cases.publication.mentioning import documents_showing
from cases.publication.projecting import project_refs
from cases.publication.redacting import open_cases
from cases.publication.turns import publishing
from cases.publication.writing import Written

INLINE = 50
# What is worked off in one transaction.
_PORTION = 50
_PROJECTED = frozenset({"case", "person", "organisation", "event"})


def project_mentioning(ref: str, *, today: date, now: datetime) -> int:
    """After a change of an entity's text: project it and all that shows it.

    Up to fifty documents at once; the rest are queued in this transaction. Returns how many were.
    """
    with publishing():
        documents = {ref} | _projected(documents_showing(ref))
        at_once = sorted(documents, key=lambda one: (one != ref, one))[: INLINE + 1]
        queued = documents - set(at_once)
        # One document is enough to renew the entity's own row and label.
        project_refs(_projected(at_once), today=today, now=now)
        queue(_projected(queued), now=now)
    return len(queued)


def _projected(refs: Iterable[str]) -> set[str]:
    return {ref for ref in refs if ref.partition(":")[0] in _PROJECTED}


def queue(documents: Iterable[str], *, now: datetime) -> None:
    """Let documents wait for `publish --due`; one that waits already waits once."""
    p.QueuedProjection.objects.bulk_create(
        [p.QueuedProjection(document=ref, queued_at=now) for ref in sorted(documents)],
        ignore_conflicts=True,
        batch_size=1000,
    )


def due(today: date) -> set[str]:
    """What is to be projected on `today`: states that run out, and embargoes that end or begin."""
    refs = set()
    for kind in sorted(WITH_DUE_DAY):
        rows = MODELS[kind].objects.filter(due_on__lte=today)
        refs |= {f"{kind}:{key}" for key in rows.values_list("public_id", flat=True)}
    unpublished = lacking(p.PublishedCase.objects.all(), public_id=OuterRef("public_id"))
    waiting = m.Case.objects.filter(open_cases(today), unpublished, embargoed_until__isnull=False)
    refs |= {f"case:{key}" for key in waiting.values_list("public_id", flat=True)}
    return refs


def work_off_due(
    *, today: date, now: datetime, progress: Callable[[int], None] | None = None
) -> Written:
    """Project what is due and what is queued, a portion a transaction; what is done leaves."""
    done = Written()
    refs = sorted(due(today))
    for start in range(0, len(refs), _PORTION):
        portion = refs[start : start + _PORTION]
        done.add(project_refs(portion, today=today, now=now))
        if progress:
            progress(len(portion))
    while True:
        with publishing():
            rows = list(p.QueuedProjection.objects.exclude(document__startswith="rebuild:")
                        .order_by("pk")[:_PORTION])  # fmt: skip
            if not rows:
                return done
            done.add(project_refs([row.document for row in rows], today=today, now=now))
            p.QueuedProjection.objects.filter(pk__in=[row.pk for row in rows]).delete()
        if progress:
            progress(len(rows))
