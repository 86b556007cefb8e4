"""Hand-built documents kept as published rows, as the projection would keep them."""

from typing import Any

from cases.publication.models import (
    Label,
    PublishedCase,
    PublishedCourt,
    PublishedOrganisation,
    PublishedPerson,
    PublishedPlace,
    PublishedProvision,
    PublishedSource,
)
from tests.public.bodies import store
from tests.public.documents import (
    case_document,
    organisation_document,
    person_document,
)
from tests.public.parts import UPDATED, Document
from tests.public.zemlia import LABELS


def make_labels(*, masked: tuple[str, ...] = ()) -> None:
    """The labels of all that the documents mention; those of `masked` hide their text."""
    Label.objects.bulk_create(
        Label(
            ref=ref,
            kind=ref.partition(":")[0],
            text="" if ref in masked else text,
            slug=slug,
            is_masked=ref in masked,
            detail={} if ref in masked else detail,
        )
        for ref, (text, slug, detail) in LABELS.items()
    )


def _common(document: Document) -> dict[str, Any]:
    return {
        "public_id": document["id"],
        "slug": document["slug"],
        "document": document,
        "schema_version": document["schema_version"],
        "digest": f"{document['id']}-digest",
        "search": "",
        "updated_at": UPDATED,
    }


def publish_case(document: Document | None = None, **columns: Any) -> PublishedCase:
    """Store a case's row; `columns` are flat columns."""
    document = document or case_document()
    flat = {
        "title": document["title"], "country_code": "ZZ", "country": "Zemlia",
        "status": document["status"], "subjects": "Ada Melin", "subject_count": 4,
        "held_count": 1, "opened": "2028-03-14", "opened_earliest": "2028-03-14",
        "opened_latest": "2028-03-14", "last_event": "2031-04-12",
        "last_event_on": "2031-04-12", "last_event_kind": "status_report",
        "organisations": "League of Ballots", "provisions": "", "courts": "",
        "sentence_kinds": "imprisonment", "longest_sentence_months": 84, "in_absentia": False,
        "designations": "", "places": "", "event_count": 8, "source_count": 5, "due_on": None,
    }  # fmt: skip
    return store(PublishedCase, **_common(document), **{**flat, **columns})


def publish_person(document: Document | None = None, **columns: Any) -> PublishedPerson:
    """Store a person's row."""
    document = document or person_document()
    flat = {
        "name": "Ada Melin", "other_names": "", "country_code": "ZZ", "country": "Zemlia",
        "gender": "female", "professions": "journalist", "status": "imprisoned",
        "status_since": "", "whereabouts": "in_country", "cases": "", "organisations": "",
        "provisions": "", "sentence": "", "expected_release": "", "designations": "",
        "event_count": 8, "source_count": 5, "headcount": 1,
        "is_name_withheld": document["is_name_withheld"],
    }  # fmt: skip
    return store(PublishedPerson, **_common(document), **{**flat, **columns})


def publish_organisation(document: Document | None = None) -> PublishedOrganisation:
    """Store an organisation's row."""
    return store(
        PublishedOrganisation,
        **_common(document or organisation_document()), name="League of Ballots", other_names="LoB",
        kind="movement", country_code="ZZ", status="banned", case_count=1,
    )  # fmt: skip


ENTITIES = {
    "court": PublishedCourt,
    "provision": PublishedProvision,
    "place": PublishedPlace,
    "source": PublishedSource,
}


def publish_entity(document: Document) -> Any:
    """Store the row of a court, provision, place or source."""
    extra = {"country_code": "ZZ"}
    if document["kind"] == "source":
        extra = {"publisher": "Zemlia Herald", "published": "2028-12-20"}
    return store(
        ENTITIES[document["kind"]],
        **_common(document),
        name=document["name"],
        case_count=1,
        **extra,
    )
