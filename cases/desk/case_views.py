"""The pages around a case: panels on its own page, preview, one history, and the buttons."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import models as m
from cases.desk import documents, publishing, roles, timeline
from cases.desk.contradictions import contradictions
from cases.desk.looking_back import changes_of_case
from cases.desk.missing import missing_in
from cases.desk.scope import found
from cases.vocabulary import WorkflowState

CHANGES_PER_PAGE = 100


def panels(request: HttpRequest, case: m.Case) -> dict[str, Any]:
    """What the case's own page shows besides the form."""
    today = timezone.localdate()
    shown, published = documents.both(case, today=today)
    if published:
        public_ids = [one["id"] for one in published.document["events"]]
    else:
        events = shown.facts.events_of[case.pk]
        public_ids = [event.public_id for event in events if event.is_public]
    user = request.user
    is_published = case.state == WorkflowState.PUBLISHED
    return {
        "case_state": case.get_state_display(),
        "entries": timeline.timeline(shown, public_ids),
        "citations": timeline.citations(shown),
        "subjects": timeline.subjects(shown),
        "missing": missing_in(shown.facts, case.pk),
        "contradictions": contradictions(shown.facts, case.pk),
        "public_page": publishing.public_page(case),
        "may_publish": roles.may_publish(user) and not is_published,
        "may_unpublish": roles.may_publish(user) and is_published,
        "may_withdraw": roles.may_withdraw(user) and is_published,
    }


def preview(model_admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """The case as the public would see it now, from facts that are saved; nothing is published."""
    case = _case_or_404(object_id)
    if not model_admin.has_view_or_change_permission(request, case):
        raise PermissionDenied
    today = timezone.localdate()
    shown = documents.as_published(case, today=today)
    context: dict[str, Any] = {"title": _("Preview"), "case": case}
    if shown is None:
        whole = documents.whole(case, today=today)
        context["missing"] = missing_in(whole.facts, case.pk)
    else:
        context |= {
            "document": shown.document,
            "subjects": timeline.subjects(shown),
            "entries": timeline.timeline(shown),
            "citations": timeline.citations(shown),
        }
    return _page(model_admin, request, "desk/preview.html", case, context)


def everything(model_admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Every change to any row of the case, the latest first."""
    case = _case_or_404(object_id)
    if not model_admin.has_view_or_change_permission(request, case):
        raise PermissionDenied
    pages = Paginator(changes_of_case(case.pk), CHANGES_PER_PAGE)
    page = pages.get_page(request.GET.get("p"))
    context = {"title": _("History of the case and of all its rows"), "page": page}
    return _page(model_admin, request, "desk/case_history.html", case, context)


def publish(model_admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Publish, or say what is missing."""
    return _act(request, object_id, roles.may_publish, publishing.publish)


def unpublish(model_admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Back to draft: the page is then not found."""
    return _act(request, object_id, roles.may_publish, publishing.unpublish)


def withdraw(model_admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """For good: the page says that it was withdrawn."""
    return _act(request, object_id, roles.may_withdraw, publishing.withdraw)


VIEWS: dict[str, Callable[[Any, HttpRequest, str], HttpResponse]] = {
    "preview": preview,
    "everything": everything,
    "publish": publish,
    "unpublish": unpublish,
    "withdraw": withdraw,
}


def _act(
    request: HttpRequest,
    object_id: str,
    may: Callable[[Any], bool],
    act: Callable[[HttpRequest, m.Case], None],
) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not may(request.user):
        raise PermissionDenied
    case = _case_or_404(object_id)
    with transaction.atomic():
        case = m.Case.objects.select_for_update(no_key=True).get(pk=case.pk)
        if request.POST.get("state", case.state) == case.state:
            act(request, case)
        else:
            # What was a draft when the page was opened may be withdrawn.
            said = _("Nothing was done: “%(case)s” is %(state)s now.")
            messages.error(request, said % {"case": case, "state": case.get_state_display()})
    return HttpResponseRedirect(reverse("admin:cases_case_change", args=[case.pk]))


def _case_or_404(object_id: str) -> m.Case:
    case = found(m.Case, object_id)
    if case is None:
        raise Http404(_("There is no such case."))
    return case


def _page(
    model_admin: Any, request: HttpRequest, template: str, case: m.Case, context: dict[str, Any]
) -> HttpResponse:
    shared = {
        **model_admin.admin_site.each_context(request),
        "opts": m.Case._meta,
        "original": case,
        "case_state": case.get_state_display(),
    }
    return render(request, template, shared | context)
