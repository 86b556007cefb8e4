"""All publications at once: a rebuild in batches, which can be resumed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.apps import apps
from django.db import connection
from django.db.models import Q, QuerySet

from cases import models as m
from cases.publication import models as p
from cases.publication.batching import BATCH, batches, collecting_between
from cases.publication.children import remove_orphans
from cases.publication.chunking import LISTED, mend_chunks, write_chunks
from cases.publication.comparing import count_row_drift, drift
from cases.publication.consequences import linked_to
from cases.publication.counting import COUNTED, portions, recount_portion
from cases.publication.projecting import project, renew, settle
from cases.publication.purging import purge
from cases.publication.reaching import reach_of_refs
from cases.publication.reading import Reach
from cases.publication.reporting import project_counts, write_counts
from cases.publication.sweeping import STALE_KINDS, stale_rows, unmentioned_rows
from cases.publication.totalling import FACETS, rebuild_totals, store_totals
from cases.publication.turns import publishing
from cases.publication.withheld import read_withheld
from cases.publication.writing import Written, remove_events, remove_rows, write

# Where a rebuild stands, and which cases were refused when it began: kept as rows so that it can be
# resumed.
_MARK = "rebuild:"
_WAS_REFUSED = "rebuild:refused:"
# After so many cases, and whenever they have doubled, the database looks at its tables again.
FIRST_MEASURED = 1000
Progress = Callable[[int], None]


@dataclass(slots=True)
class PublicationReport:
    """What a rebuild did; `refused` by case identifier: the checks that it fails."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    refused: dict[str, list[str]] = field(default_factory=dict)

    def add(self, done: Written) -> None:
        self.created += done.created
        self.updated += done.updated
        self.unchanged += done.unchanged
        self.removed += done.removed


def publish_everything(
    *,
    today: date,
    now: datetime,
    progress: Progress | None = None,
    batch: int = BATCH,
    is_resumed: bool = False,
) -> PublicationReport:
    """Project everything; rows that are right stay as they are. One transaction a batch.

    `progress` is told how many cases or organisations were done. Interrupted, it may be resumed
    (`is_resumed`) at the batch where it stopped. `now` becomes `updated_at` of what changed.
    """
    report = PublicationReport()
    with publishing():
        refused = _refused_before(now, is_resumed=is_resumed)
        # What is queued from here on may be of a batch that is done; resumed, what waits already.
        last = p.QueuedProjection.objects.order_by("pk").last() if not is_resumed else None
    done, measured_at = 0, FIRST_MEASURED
    with collecting_between() as collect:
        for reach in batches(batch, after=_mark() if is_resumed else 0):
            _publish_batch(reach, report, today=today, now=now)
            collect()
            done += len(reach.cases)
            if done >= measured_at:
                _gather_statistics()
                measured_at = 2 * done
            if progress:
                progress(len(reach.cases) + len(reach.organisations))
    _gather_statistics()
    with publishing():
        report.add(_follow_refused(refused, today=today, now=now))
    report.add(_finish(today=today, now=now))
    with publishing():
        waited = Q(document__startswith=_MARK) | Q(pk__lte=last.pk if last else 0)
        p.QueuedProjection.objects.filter(waited).delete()
    return report


def _refused() -> set[str]:
    return set(p.RefusedCase.objects.values_list("pk", flat=True))


def _refused_before(now: datetime, *, is_resumed: bool) -> set[str]:
    """The cases that were refused when the rebuild began, or are; one that begins notes them."""
    noted = p.QueuedProjection.objects.filter(document__startswith=_WAS_REFUSED)
    if not is_resumed:
        p.QueuedProjection.objects.filter(document__startswith=_MARK).delete()
        notes = [f"{_WAS_REFUSED}{key}" for key in sorted(_refused())]
        p.QueuedProjection.objects.bulk_create(
            [p.QueuedProjection(document=note, queued_at=now) for note in notes]
        )
    documents = noted.values_list("document", flat=True)
    return _refused() | {one.removeprefix(_WAS_REFUSED) for one in documents}


def _follow_refused(before: set[str], *, today: date, now: datetime) -> Written:
    """Project again what shows who is in a case that is refused, or was before the rebuild: a batch
    knows of no refusal in a later one."""
    keys = before | _refused()
    reach, missing = reach_of_refs(f"case:{key}" for key in keys)
    people = m.Person.objects.filter(pk__in=reach.people).values_list("public_id", flat=True)
    bodies = m.Organisation.objects.filter(subjects__case__in=reach.cases)
    reach.add(
        linked_to(
            {f"person:{key}" for key in people}
            | {f"organisation:{key}" for key in bodies.values_list("public_id", flat=True)}
        )
    )
    if not reach and not missing:
        return Written()
    done, _again = renew(reach, today=today, now=now, missing=missing)
    return done


def _gather_statistics() -> None:
    """Have PostgreSQL see what the tables hold by now; its own turn (autovacuum) may come too late.

    Of a table that it has not seen it thinks that two hundred values stand in each column, and goes
    through all of it for the rows of a batch.
    """
    if connection.vendor != "postgresql":
        return
    models = [
        *apps.get_app_config("cases").get_models(),
        *apps.get_app_config("publication").get_models(),
    ]
    tables = ", ".join(connection.ops.quote_name(one._meta.db_table) for one in models)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")


def _publish_batch(reach: Reach, report: PublicationReport, *, today: date, now: datetime) -> None:
    with publishing():
        made, _facts = project(reach, today=today, withheld=read_withheld())
        # What somebody changed behind publication's back has its old digest: compare it all. Where
        # no document stands nothing is to be compared; what it left behind is written over.
        standing = made.standing()
        suspect = {one.ref for one in drift(standing)}
        suspect |= {row.ref for row in made.children} - {row.ref for row in standing.children}
        done = write(made, now=now, suspect=suspect)
        if reach.cases:
            _set_mark(max(reach.cases), now)
        store_totals(done.held)
        write_chunks(done.facets)
        purge(done.touched)
    report.add(done)
    report.refused |= made.refused


def _marks() -> QuerySet[p.QueuedProjection]:
    marks = p.QueuedProjection.objects.filter(document__startswith=_MARK)
    return marks.exclude(document__startswith=_WAS_REFUSED)


def _mark() -> int:
    row = _marks().first()
    return int(row.document.removeprefix(_MARK)) if row else 0


def _set_mark(case_id: int, now: datetime) -> None:
    _marks().delete()
    p.QueuedProjection.objects.create(document=f"{_MARK}{case_id}", queued_at=now)


def _finish(*, today: date, now: datetime) -> Written:
    """What is done once for all rows, a step a transaction: none keeps editors waiting for long."""
    done = Written()
    with publishing():
        done.add(_write_counts(today=today, now=now))
    for kind in STALE_KINDS:
        with publishing():
            done.add(_remove_stale(kind, today=today))
    with publishing():
        lost = Written()
        lost.orphans = {f"{kind}:{key}" for kind, keys in unmentioned_rows() for key in keys}
        settle(lost, today=today)
        remove_orphans()
        done.add(lost)
    for kind in COUNTED:
        for keys in portions(kind):
            with publishing():
                recount_portion(kind, keys)
    for facet in ("", *FACETS):
        with publishing():
            rebuild_totals(facet)
    for kind in LISTED:
        with publishing():
            mend_chunks(kind)
    return done


def _write_counts(*, today: date, now: datetime) -> Written:
    made = project_counts(read_withheld(), today=today)
    suspect = {one.ref for one in (*drift(made), *count_row_drift(made.counts))}
    written = write_counts(made, now=now, suspect=suspect)
    settle(written, today=today)
    return written


def _remove_stale(kind: str, *, today: date) -> Written:
    removed = Written()
    keys = stale_rows(kind, today)
    if kind == "event":
        remove_events(keys, removed)
        p.PublishedEvent.objects.filter(public_id__in=keys).delete()
    else:
        remove_rows(kind, keys, removed)
    settle(removed, today=today)
    return removed
