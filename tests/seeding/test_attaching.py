"""Attaching documents: the checks before anything is stored, and what is stored."""

import pytest

from cases.models import SourceParagraph
from cases.seeding.attaching import attach_documents

pytestmark = pytest.mark.django_db


def attach(folders):
    return attach_documents(folders.root / "documents", folders.seeds)


def test_paragraphs_are_stored_by_article_and_number(loaded):
    report = attach(loaded)
    assert report.errors == []
    assert report.stored == ["courier.txt: 2 articles, 5 paragraphs stored."]
    found = SourceParagraph.objects.get(source__key="900/1", number=3)
    assert found.text == "His lawyer, Ada Melin, spoke of a show trial."


def test_attaching_again_replaces(loaded):
    attach(loaded)
    attach(loaded)
    assert SourceParagraph.objects.count() == 5


def test_other_text_of_the_same_name_is_not_stored(loaded):
    path = loaded.root / "documents" / "courier.txt"
    path.write_text(path.read_text() + "One more line.\n")
    report = attach(loaded)
    assert not SourceParagraph.objects.exists()
    assert len(report.errors) == 1
    said = loaded.documents.read_text().split("sha256: ")[1].split()[0]
    assert report.errors[0].startswith("courier.txt: its SHA-256 is ")
    assert said in report.errors[0]


def test_missing_document_is_an_error(loaded):
    (loaded.root / "documents" / "courier.txt").unlink()
    assert attach(loaded).errors[0].startswith("courier.txt: cannot be read in ")


def test_other_number_of_paragraphs_is_not_stored(loaded):
    loaded.change("paragraphs: 3", "paragraphs: 4", loaded.documents)
    report = attach(loaded)
    assert not SourceParagraph.objects.exists()
    assert "article 1 has 3 paragraphs, documents.yaml says 4" in report.errors[0]


def test_document_that_was_never_seeded_is_an_error(folders):
    assert attach(folders).errors == [
        "courier.txt: the database has no article 1, 2 of it: run `seed` first."
    ]


def test_list_of_documents_with_a_slip_is_an_error(loaded):
    loaded.change("layout: feed", "layout: fed", loaded.documents)
    assert "layout: 'fed' is no layout; did you mean 'feed'?" in attach(loaded).errors[0]
