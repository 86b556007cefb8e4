"""The history of a case: who changed what and when, in all of its rows, those that are gone too."""

import pytest
from django.urls import reverse

from tests import factories as f
from tests.desk.conftest import filled


@pytest.fixture
def made(db):
    return f.make_case(slug="orvel", name="Ilan Orvel", state="draft")


def _change(row):
    return reverse(f"admin:cases_{row._meta.model_name}_change", args=[row.pk])


def _history(client, case, page=1):
    address = reverse("admin:cases_case_everything", args=[case.pk])
    answer = client.get(address, {"p": page})
    assert answer.status_code == 200
    return list(answer.context["page"])


def test_edit_is_in_it_with_who_and_field_by_field(editor, made):
    data = filled(editor, _change(made.arrest)) | {"date": "2031-03-05"}
    editor.post(_change(made.arrest), data)
    latest = _history(editor, made.case)[0]
    assert (latest.who, latest.kind) == ("edda", "~")
    assert [(one.name, one.old, one.new) for one in latest.fields] == [
        ("date", "2031-03-04", "2031-03-05")
    ]


def test_rows_of_every_kind_are_in_it(editor, made):
    f.ConditionFactory(sentence=made.sentence)
    dispute = f.DisputeFactory(case=made.case)
    f.cite(f.DisputeClaimFactory(dispute=dispute))
    f.cite(f.DesignationFactory(person=made.person, granted=made.trial))
    models = {change.model.__name__ for change in _history(editor, made.case)}
    assert models == {
        "Case", "Subject", "Event", "EventParticipant", "EventCitation", "Charge", "ChargeStep",
        "ChargeCitation", "Sentence", "Condition", "SentenceCitation", "Dispute", "DisputeClaim",
        "DisputeClaimCitation", "Designation", "DesignationCitation",
    }  # fmt: skip


def test_deleted_row_stays_in_it(editor, made):
    extra = f.make_event(made.case, made.person, summary="Gone later", source=made.source)
    editor.post(f"/admin/cases/event/{extra.pk}/delete/", {"post": "yes"})
    changes = [one for one in _history(editor, made.case) if one.pk == extra.pk]
    kinds = [one.kind for one in changes if one.model.__name__ == "Event"]
    assert kinds == ["-", "+"]


def test_rows_of_other_cases_are_not_in_it(editor, made):
    f.make_case(summary="Of another case")
    said = [str(change.fields) for change in _history(editor, made.case)]
    assert not any("Of another case" in text for text in said)


def test_publication_is_in_it_with_its_reason(editor, made):
    editor.post(reverse("admin:cases_case_publish", args=[made.case.pk]))
    latest = _history(editor, made.case)[0]
    assert (latest.who, latest.reason) == ("edda", "published")


def test_odd_page_number_shows_a_page(editor, made):
    assert _history(editor, made.case, page="zwei")
    assert _history(editor, made.case, page=9999)


def test_it_runs_as_many_queries_for_many_changes_as_for_few(
    editor, made, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    _history(editor, made.case)
    with CaptureQueriesContext(connection) as few:
        _history(editor, made.case)
    for n in range(5):
        made.arrest.summary = f"Version {n}"
        made.arrest.save()
    with django_assert_max_num_queries(len(few)):
        _history(editor, made.case)


def test_history_of_a_row_cannot_be_posted_to(editor, made):
    version = made.case.history.first()
    address = f"/admin/cases/case/{made.case.pk}/history/{version.history_id}/"
    assert editor.get(address).status_code == 200
    assert editor.post(address, {"title": "Reverted"}).status_code == 403
