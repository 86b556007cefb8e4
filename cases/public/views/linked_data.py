"""JSON-LD at addresses of its own. Why not inside the pages: docs/decisions/0005."""

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from cases.public.addresses import find
from cases.public.archive import keeping
from cases.public.presenting import linked_data
from cases.public.presenting.labels import Labels
from cases.public.views.documents import marked

TYPE = "application/ld+json"


def dataset(request: HttpRequest) -> HttpResponseBase:
    """The data set. One query."""
    return _answer(linked_data.dataset(keeping.served()))


def person(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A person; 404 of one whose name is withheld or not known. Two queries."""
    row = find("person", slug)
    ref = f"person:{row.public_id}"
    labels = Labels([ref])
    if labels[ref]["is_masked"] or not linked_data.is_told(row.document):
        raise Http404(_("Nothing is told here of somebody without a published name."))
    return marked(_answer(linked_data.person(row.document, labels[ref]["text"])), [ref])


def _answer(told: linked_data.Linked) -> JsonResponse:
    return JsonResponse(told, content_type=TYPE, json_dumps_params={"ensure_ascii": False})
