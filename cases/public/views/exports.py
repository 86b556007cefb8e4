"""CSV downloads, and the dictionary of their columns. The page of all downloads: downloads.py."""

from collections.abc import Callable
from functools import partial

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render

from cases.public import columns
from cases.public.columns import CASES, PEOPLE, TABLES, Table
from cases.public.exporting import csv_response
from cases.public.filters import CaseFilterSet, ListFilterSet, PersonFilterSet
from cases.public.paging import CASE_SORTS, PERSON_SORTS, Sort, chosen_sort, take_page
from cases.publication.models import (
    Child,
    PublishedAffiliation,
    PublishedCharge,
    PublishedCitation,
    PublishedDesignation,
    PublishedEvent,
    PublishedSentence,
    PublishedSubject,
)


def case_csv(request: HttpRequest) -> HttpResponseBase:
    return _list_csv(request, CaseFilterSet.read(request.GET), CASE_SORTS, CASES)


def person_csv(request: HttpRequest) -> HttpResponseBase:
    return _list_csv(request, PersonFilterSet.read(request.GET), PERSON_SORTS, PEOPLE)


def _of_cases(cases: QuerySet) -> Q:
    """What is of no case, as the ban of a movement, belongs to no filtered list of cases."""
    return Q(case__in=cases)


def _of_their_subjects(cases: QuerySet) -> Q:
    subjects = PublishedSubject.objects.filter(case__in=cases).exclude(person_id="")
    return Q(person_id__in=subjects.values("person_id"))


def child_csv(
    request: HttpRequest,
    table: Table,
    model: type[Child],
    narrowed: Callable[[QuerySet], Q] = _of_cases,
) -> HttpResponseBase:
    """The rows of `model` of the cases that the filters leave; without a filter every row."""
    filters = CaseFilterSet.read(request.GET)
    _in_order(filters, CASE_SORTS, request.GET)
    rows = model._default_manager.all()
    if filters.is_narrowed:
        rows = rows.filter(narrowed(filters.qs.values("pk")))
    return _csv(request, rows.order_by("pk"), table)


event_csv = partial(child_csv, table=columns.EVENTS, model=PublishedEvent)
subject_csv = partial(child_csv, table=columns.SUBJECTS, model=PublishedSubject)
charge_csv = partial(child_csv, table=columns.CHARGES, model=PublishedCharge)
sentence_csv = partial(child_csv, table=columns.SENTENCES, model=PublishedSentence)
designation_csv = partial(child_csv, table=columns.DESIGNATIONS, model=PublishedDesignation)
citation_csv = partial(child_csv, table=columns.CITATIONS, model=PublishedCitation)
affiliation_csv = partial(
    child_csv,
    table=columns.AFFILIATIONS,
    model=PublishedAffiliation,
    narrowed=_of_their_subjects,
)


def data_dictionary(request: HttpRequest) -> HttpResponseBase:
    return render(request, "public/data_dictionary.html", {"tables": TABLES})


def _list_csv(
    request: HttpRequest, filters: ListFilterSet, sorts: tuple[Sort, ...], table: Table
) -> HttpResponseBase:
    rows = _in_order(filters, sorts, request.GET)
    if filters.day:
        rows = filters.with_spells(rows)
    return csv_response(rows, table, filters.asked, is_head=request.method == "HEAD")


def _in_order(filters: ListFilterSet, sorts: tuple[Sort, ...], given: QueryDict) -> QuerySet:
    """Every row that the filters leave, in the order asked for, otherwise in that of numbers.

    A file has no pages. A page or cursor in the query string is still looked at, so that one
    which does not exist is told and not passed over.
    """
    sort = chosen_sort(sorts, given)
    if "page" in given or "after" in given:
        take_page(filters.queryset.only("pk", sort.field), sort, given, filters.selection.chosen)
    return sort.ordered(filters.qs) if "sort" in given else filters.qs.order_by("pk")


def _csv(request: HttpRequest, rows: QuerySet, table: Table) -> HttpResponseBase:
    return csv_response(rows, table, is_head=request.method == "HEAD")
