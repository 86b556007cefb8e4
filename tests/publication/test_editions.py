"""Every change of what is published draws a new mark, in the transaction of the change."""

import sqlite3

import pytest
from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection, models, transaction
from django.db.models.signals import post_migrate
from django.utils import timezone

from cases.publication import models as p
from cases.publication.copying import copy_published
from cases.publication.editions import current_edition, ensure_edition
from cases.publication.projecting import publish_case, unpublish_case, withdraw_case
from cases.publication.queueing import queue
from cases.publication.rebuilding import publish_everything
from cases.publication.tables import record_models
from cases.publication.withholding import withhold_name
from cases.sampling.making import make_published
from tests import factories as f
from tests.publication.scenes import LATER, NOW, TODAY, make_world, publish

pytestmark = pytest.mark.django_db


def mark():
    return current_edition(DEFAULT_DB_ALIAS).mark


@pytest.fixture
def published(db):
    """One row at least of every model of the record."""
    world = make_world()
    f.make_case(slug="zz-gone", name="Toma Gone", state="published")
    publish_everything(today=TODAY, now=NOW)
    p.SlugRedirect.objects.create(kind="case", old_slug="zz-older", public_id="x1")
    p.Tombstone.objects.create(kind="case", slug="zz-old", public_id="x2", withdrawn_at=NOW)
    return world


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model.__name__)
def test_every_write_to_the_record_draws_a_mark(published, model):
    """A model that is new is among them by itself; without its triggers this fails."""
    assert model.objects.exists(), "the scene has no row of it"
    marks = [mark()]
    column = [one.attname for one in model._meta.concrete_fields if not one.generated][-1]
    with transaction.atomic():
        model.objects.filter(pk=model.objects.first().pk).update(**{column: models.F(column)})
        marks.append(mark())
        rows = list(model.objects.all()[:1])
        fresh = _like(rows[0])
        if fresh is not None:
            model.objects.bulk_create([fresh])
            marks.append(mark())
        # As SQL of the database's own shell: nothing of Django takes part in it.
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
        marks.append(mark())
        transaction.set_rollback(True)
    assert len(set(marks)) == len(marks) >= 3
    assert all(len(one) == 32 for one in marks)


def _like(row):
    """A row of the same model with a key of its own and other unique values; None for a body,
    whose key is that of its row."""
    if row._meta.pk.is_relation:
        return None
    unique = {field.name for field in row._meta.concrete_fields if field.unique}
    together = {name for one in row._meta.constraints for name in getattr(one, "fields", ())}
    values = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}
    for field in row._meta.concrete_fields:
        if field.primary_key:
            if isinstance(field, models.CharField):
                values[field.attname] = "other"
            else:
                del values[field.attname]
        elif field.name in unique | together and not field.is_relation:
            is_text = isinstance(field, models.CharField | models.TextField)
            values[field.attname] = "other" if is_text else values[field.attname]
    return type(row)(**values)


def test_what_changes_no_row_draws_no_mark(published):
    before = mark()
    p.PublishedCase.objects.filter(slug="nowhere").update(title="x")
    p.PublishedCase.objects.filter(slug="nowhere").delete()
    assert mark() == before


def test_what_waits_to_be_projected_is_no_change(published):
    before = mark()
    queue(["case:x1"], now=NOW)
    assert mark() == before


def test_mark_is_the_former_one_after_a_rollback(published):
    before = mark()
    with pytest.raises(RuntimeError), transaction.atomic():
        p.PublishedCase.objects.update(title="Another")
        assert mark() != before
        raise RuntimeError
    assert mark() == before


@pytest.mark.parametrize("change", [withdraw_case, unpublish_case])
def test_taking_back_draws_a_mark(published, change):
    before = mark()
    change(published.one.case, today=TODAY, now=LATER)
    assert mark() != before


def test_publishing_and_withholding_draw_a_mark():
    case = f.make_case(state="published")
    marks = [mark()]
    publish(case.case)
    marks.append(mark())
    withhold_name(case.person, today=TODAY, now=LATER)
    marks.append(mark())
    assert len(set(marks)) == 3


def test_publishing_what_stands_draws_no_mark(published):
    before = mark()
    publish_case(published.one.case, today=TODAY, now=LATER)
    publish_everything(today=TODAY, now=LATER)
    assert mark() == before


def test_editing_a_draft_draws_no_mark(published):
    draft = f.make_case(slug="zz-draft", name="Nara Draft").case
    before = mark()
    draft.title = "Another title"
    draft.save()
    assert mark() == before


@pytest.mark.django_db(transaction=True)
def test_sample_in_bulk_draws_a_mark():
    before = mark()
    make_published(3, seed=1, today=TODAY, now=timezone.now())
    after = mark()
    assert after != before
    # The triggers are back after the loading.
    p.PublishedCase.objects.update(title="x")
    assert mark() != after


def test_copy_is_the_edition_of_what_it_was_copied_from(published, tmp_path):
    copy_published(tmp_path / "published.sqlite3")
    with sqlite3.connect(tmp_path / "published.sqlite3") as file:
        assert file.execute("SELECT mark FROM publication_edition").fetchall() == [(mark(),)]


def test_table_that_a_migration_made_anew_is_followed_again(published):
    table = p.PublishedCase._meta.db_table
    on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {table}_edition_update{on_table}")
    before = mark()
    p.PublishedCase.objects.update(title="x")
    assert mark() == before
    config = apps.get_app_config("publication")
    told = {"app_config": config, "verbosity": 0, "interactive": False, "using": DEFAULT_DB_ALIAS}
    post_migrate.send(config, **told)
    p.PublishedCase.objects.update(title="y")
    assert mark() != before


def test_emptied_database_gets_an_edition_again(published):
    p.Edition.objects.all().delete()
    assert current_edition(DEFAULT_DB_ALIAS) is None
    ensure_edition(DEFAULT_DB_ALIAS)
    first = mark()
    ensure_edition(DEFAULT_DB_ALIAS)
    assert mark() == first
    p.PublishedCase.objects.update(title="x")
    assert mark() != first
