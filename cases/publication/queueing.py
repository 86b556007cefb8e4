"""What depends on a changed entity: projected at once up to a limit, queued beyond it.

For names and addresses only. Withholding and withdrawal are never queued: see `projecting`.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import OuterRef

from cases import models as m
from cases.publication import models as p
from cases.publication.addressing import MODELS, WITH_DUE_DAY
from cases.publication.lacking import lacking
from cases.publication.mentioning import documents_showing
from cases.publication.projecting import project_refs
from cases.publication.rebuilding import PublicationReport
from cases.publication.redacting import open_cases
from cases.publication.turns import publishing

logger = logging.getLogger(__name__)
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
    """Let documents wait for `publish --due`; one that waits already waits anew, and once.

    Anew, because a rebuild forgets what had waited when it began.
    """
    for refs in _portions(documents, 1000):
        p.QueuedProjection.objects.filter(document__in=refs).delete()
        p.QueuedProjection.objects.bulk_create(
            [p.QueuedProjection(document=ref, queued_at=now) for ref in refs]
        )


def queue_mentioning(refs: Iterable[str], *, now: datetime) -> None:
    """Let all that shows one of these entities wait for `publish --due`."""
    with publishing():
        for some in _portions(refs, 500):
            rows = p.Mention.objects.filter(mentioned__in=some).order_by()
            queue(_projected(rows.values_list("document", flat=True).distinct()), now=now)


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


@dataclass(slots=True)
class WorkedOff(PublicationReport):
    """What was done of what was due; `failed` are documents that could not be projected, and go on
    waiting."""

    failed: list[str] = field(default_factory=list)


def work_off_due(
    *, today: date, now: datetime, progress: Callable[[int], None] | None = None
) -> WorkedOff:
    """Project what is due and what is queued, a portion a transaction; what is done leaves.

    One document that cannot be projected, for whatever reason, keeps no other from it.
    """
    done = WorkedOff()

    def work_off(refs: Sequence[str]) -> None:
        _project_or_part(refs, done, today=today, now=now)
        if progress:
            progress(len(refs))

    for refs in _portions(due(today), _PORTION):
        work_off(refs)
    while True:
        waiting = p.QueuedProjection.objects.exclude(document__startswith="rebuild:")
        rows = waiting.exclude(document__in=done.failed).order_by("pk")[:_PORTION]
        if not (refs := list(rows.values_list("document", flat=True))):
            return done
        work_off(refs)


def _project_or_part(refs: Sequence[str], done: WorkedOff, *, today: date, now: datetime) -> None:
    """Project these documents, and forget that they waited; where that fails, one by one."""
    try:
        with publishing():
            rows = p.QueuedProjection.objects.filter(document__in=refs)
            waited = list(rows.values_list("pk", flat=True))
            written = project_refs(refs, today=today, now=now)
            p.QueuedProjection.objects.filter(pk__in=waited).delete()
    except Exception:
        if len(refs) == 1:
            logger.exception("%s could not be projected", refs[0])
            done.failed += refs
            return
        for ref in refs:
            _project_or_part([ref], done, today=today, now=now)
        return
    done.add(written)


def _portions(refs: Iterable[str], size: int) -> Iterator[list[str]]:
    rows = sorted(refs)
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
