"""What the desk asks of publication, and what it tells the researcher about it afterwards.

Everything runs in the transaction of the edit. Rules of publication are not decided here.
"""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from cases import models as m
from cases.desk.missing import Missing, missing, missing_in
from cases.desk.touching import Touched
from cases.publication import projecting, queueing, withholding
from cases.publication.mentioning import mentioning
from cases.publication.models import PublishedCase
from cases.publication.purging import forget_everything
from cases.publication.reading import Reach, read
from cases.publication.reporting import project_counts, write_counts
from cases.publication.turns import take_turn
from cases.publication.withheld import read_withheld
from cases.vocabulary import WorkflowState


class Refused(Exception):
    """An edit after which cases that are public would fail the checks; nothing may be saved."""

    def __init__(self, broken: dict[m.Case, list[Missing]]) -> None:
        super().__init__()
        self.broken = broken

    def explanation(self) -> str:
        """What stands in the way and what to do, for the page."""
        said = _(
            "Nothing was saved, because the public page of “%(case)s” would then lack something. "
            "Add it in the same step, or have an editor take the case back to draft first:"
        )
        return format_html_join(
            "", "{}", ((_listing(said, case, found),) for case, found in self.broken.items())
        )


def publish(request: HttpRequest, case: m.Case) -> None:
    """Publish the case, or list what is missing. Says what was done."""
    if lacking := missing(case):
        messages.error(request, _listing(_("“%(case)s” is not published:"), case, lacking))
        return
    _signed(request, case, WorkflowState.PUBLISHED)
    try:
        projecting.publish_case(case, **_clock())
    except projecting.NotPublishable as refused:
        messages.error(request, str(refused))
        return
    said = _("“%(case)s” is published.") % {"case": case}
    if case.embargoed_until and case.embargoed_until > timezone.localdate():
        said = _("“%(case)s” will be public from %(day)s.") % {
            "case": case,
            "day": case.embargoed_until.isoformat(),
        }
    messages.success(request, said)


def unpublish(request: HttpRequest, case: m.Case) -> None:
    """Take the case back to draft: its address is then not found."""
    if case.state == WorkflowState.DRAFT:
        messages.info(request, _("“%(case)s” is a draft already.") % {"case": case})
        return
    _signed(request, case, WorkflowState.DRAFT)
    projecting.unpublish_case(case, **_clock())
    messages.success(request, _("“%(case)s” is a draft again.") % {"case": case})


def withdraw(request: HttpRequest, case: m.Case) -> None:
    """Withdraw a published case: at once, everywhere, with a note at its address."""
    if case.state != WorkflowState.PUBLISHED:
        messages.info(request, _("“%(case)s” is not published.") % {"case": case})
        return
    _signed(request, case, WorkflowState.WITHDRAWN)
    projecting.withdraw_case(case, **_clock())
    messages.success(request, _("“%(case)s” is withdrawn.") % {"case": case})


def project(request: HttpRequest, touched: Touched) -> None:
    """Publish again what an edit touched, in the transaction of the edit.

    Raises Refused where a case that is public would no longer pass the checks: a page that stands
    neither vanishes by an oversight nor goes on showing what was just taken out.
    """
    cases = _published(touched)
    facts = read(Reach(cases={case.pk for case in cases}))
    broken = {case: found for case in cases if (found := missing_in(facts, case.pk))}
    standing = set(
        PublishedCase.objects.filter(public_id__in=[case.public_id for case in broken]).values_list(
            "public_id", flat=True
        )
    )
    if any(case.public_id in standing for case in broken):
        raise Refused({c: found for c, found in broken.items() if c.public_id in standing})
    for case, found in broken.items():
        said = _("Saved. “%(case)s” does not become public before this is put right:")
        messages.warning(request, _listing(said, case, found))
    _project(touched)


def _project(touched: Touched) -> None:
    clock = _clock()
    take_turn()
    if touched.is_protective:
        forget_everything()
    # Names first: what is projected with them is then done with.
    for ref in sorted(touched.renamed):
        if touched.is_protective:
            projecting.project_refs({ref} | mentioning(ref), **clock)
        queueing.project_mentioning(ref, **clock)
    if touched.later:
        queueing.queue_mentioning(touched.later, now=clock["now"])
    if refs := touched.refs - touched.renamed:
        projecting.project_refs(refs, **clock)
    # A new spelling of a withheld name may stand anywhere, and so may the name of somebody new.
    renamed = [ref.removeprefix("person:") for ref in touched.renamed if ref.startswith("person:")]
    for person in m.Person.objects.filter(public_id__in=renamed, is_name_withheld=True):
        withholding.withhold_again(person, **clock)
    if touched.has_counts or touched.renamed:
        counts = project_counts(read_withheld(), today=clock["today"])
        projecting.settle(write_counts(counts, now=clock["now"]), today=clock["today"])


def _published(touched: Touched) -> list[m.Case]:
    """The cases in state published whose checks an edit may have changed."""
    concerned = (
        Q(public_id__in=touched.keys("case"))
        | Q(subjects__person__public_id__in=touched.keys("person"))
        | Q(subjects__organisation__public_id__in=touched.keys("organisation"))
    )
    rows = m.Case.objects.filter(concerned, state=WorkflowState.PUBLISHED)
    return list(rows.distinct().order_by("pk"))


def public_page(case: m.Case) -> str:
    """The address of the case's public page, "" if it has none."""
    row = PublishedCase.objects.filter(public_id=case.public_id).only("slug").first()
    if row is None:
        return ""
    try:
        return reverse("case-detail", args=[row.slug])
    except NoReverseMatch:  # the public pages are served elsewhere
        return ""


def _signed(request: HttpRequest, case: m.Case, state: WorkflowState) -> None:
    """Who did it and why, for the history of the row that publication saves."""
    case._history_user = request.user  # type: ignore[attr-defined]
    case._change_reason = str(state.label)  # type: ignore[attr-defined]


def withhold(request: HttpRequest, person: m.Person, *, is_withheld: bool) -> None:
    """Withhold a name everywhere before this returns, or show it again."""
    person._history_user = request.user  # type: ignore[attr-defined]
    if is_withheld:
        withholding.withhold_name(person, **_clock())
        messages.success(request, _("The name is withheld in every output from now on."))
    else:
        withholding.unwithhold_name(person, **_clock())
        messages.success(request, _("The name is shown again."))


def _clock() -> dict[str, Any]:
    now = timezone.now()
    return {"now": now, "today": timezone.localdate(now)}


def _listing(sentence: str, case: m.Case, lacking: list[Missing]) -> str:
    rows = format_html_join(
        "", '<li><a href="{}">{}</a></li>', ((one.url, one.sentence) for one in lacking)
    )
    return format_html("{}<ul>{}</ul>", sentence % {"case": case}, rows)
