"""What a seeding publishes, and which cases it refuses."""

import pytest

from cases.models import Case, Event
from cases.publication.models import PublishedCase
from cases.seeding.reporting import Outcome

pytestmark = pytest.mark.django_db


def published():
    return list(PublishedCase.objects.values_list("slug", flat=True))


def test_seeding_publishes_the_cases(folders):
    report = folders.load(publishes=True)
    assert published() == ["zm-orvel-ilan-2030"]
    assert report.published == "Published cases: 1."


def test_draft_is_not_published(folders):
    folders.change("  summary: A poet", "  state: draft\n  summary: A poet")
    folders.load(publishes=True)
    assert Case.objects.get().state == "draft"
    assert published() == []


def test_seeding_without_publishing_leaves_it_to_the_next(folders):
    folders.load()
    assert published() == []
    folders.load(publishes=True)
    assert published() == ["zm-orvel-ilan-2030"]


def test_dry_run_publishes_nothing(folders):
    folders.load(is_dry_run=True, publishes=True)
    assert published() == []


def test_nothing_is_published_anew_where_nothing_changed(folders):
    folders.load(publishes=True)
    assert folders.load(publishes=True).published == ""


def test_rows_of_an_older_shape_are_published_anew(folders):
    folders.load(publishes=True)
    PublishedCase.objects.update(schema_version=0)
    assert folders.load(publishes=True).published == "Published cases: 1."
    assert PublishedCase.objects.exclude(schema_version=0).exists()


def hide_events(folders):
    for summary in ("He was sentenced.", "Police arrested him."):
        folders.change(f"    summary: {summary}", f"    public: false\n    summary: {summary}")


def test_case_that_lacks_something_is_rejected_with_its_file(folders):
    hide_events(folders)
    report = folders.load(publishes=True)
    assert str(report.rejected[0]) == (
        "seeds/cases/zm-orvel-ilan-2030.yaml:2: case/zm-orvel-ilan-2030: cannot be published: "
        "The case has no public event."
    )
    assert dict(report.counts) == {Outcome.REJECTED: 1}
    assert not Case.objects.exists()


def test_case_of_the_desk_that_lacks_something_stops_nothing(folders):
    folders.load(publishes=True)
    Event.objects.update(is_public=False)
    folders.change("Open Square,", "Open Squares,", folders.organisation)
    report = folders.load(publishes=True)
    assert report.rejected == []
    assert "cannot be published" in str(report.conflicts[0])
    assert report.counts[Outcome.UPDATED] == 1
    assert published() == []
