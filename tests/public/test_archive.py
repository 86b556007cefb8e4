import hashlib
import io
import json
import re
import threading
import zipfile
from datetime import UTC, datetime

import pytest
from django import db
from django.core.management import call_command
from django.db.backends.sqlite3.base import DatabaseWrapper
from frictionless import validate

from cases.public.archive import describing, keeping, packing, stamping
from cases.public.archive.packing import make_archive
from cases.public.columns import TABLES
from cases.publication.models import Edition, Label, PublishedCase, PublishedPerson, Tombstone
from cases.publication.projecting import publish_case as publish
from cases.publication.projecting import withdraw_case
from cases.publication.rebuilding import publish_everything
from cases.publication.snapshot import one_state
from cases.publication.tables import record_models
from cases.publication.withholding import withhold_name
from tests import factories as f
from tests.public.builders import publish_case, publish_event, publish_person
from tests.publication import markers as k
from tests.publication.scenes import LATER, NOW, TODAY, make_world
from tracker import settings as settings_module

pytestmark = pytest.mark.django_db
MADE_AT = datetime(2031, 6, 2, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


def published(make=make_world):
    """A world with everything in it, published, and its archive."""
    world = make()
    publish_everything(today=TODAY, now=NOW)
    make_archive(now=MADE_AT)
    return world


def unpacked(folder):
    """The archive's files in `folder`, by name."""
    with zipfile.ZipFile(keeping.read().path) as packed:
        packed.extractall(folder)
        return {name: packed.read(name) for name in packed.namelist()}


def test_archive_is_a_valid_data_package(tmp_path):
    published()
    unpacked(tmp_path / "x")
    report = validate(tmp_path / "x" / "datapackage.json")
    assert report.flatten(["name", "type", "message"]) == []
    assert {task.name for task in report.tasks} == {one.file[:-4] for one in TABLES}
    assert all(task.stats["rows"] for task in report.tasks)


def test_data_package_is_refused_with_a_wrong_hash(tmp_path):
    published()
    unpacked(tmp_path / "x")
    (tmp_path / "x" / "cases.csv").write_bytes(b"case_id\r\n")
    assert not validate(tmp_path / "x" / "datapackage.json").valid


def test_tables_of_the_archive_are_the_exports(client, tmp_path):
    published()
    files = unpacked(tmp_path / "x")
    for table in TABLES:
        assert files[table.file] == client.get(f"/{table.file}").getvalue()


def test_descriptor_tells_rows_bytes_and_sums(tmp_path):
    published()
    files = unpacked(tmp_path / "x")
    package = json.loads(files["datapackage.json"])
    assert (package["version"], package["created"]) == ("2", "2031-06-02T08:00:00Z")
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    for resource in package["resources"]:
        content = files[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    (cases,) = [one for one in package["resources"] if one["name"] == "cases"]
    assert cases["rows"] == PublishedCase.objects.count()


def test_sums_cover_every_other_file(tmp_path):
    published()
    files = unpacked(tmp_path / "x")
    told = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())
    assert told.keys() == files.keys() - {"SHA256SUMS"}
    assert all(hashlib.sha256(files[name]).hexdigest() == told[name] for name in told)


def test_dictionary_has_every_column():
    text, table = describing.dictionary_markdown(), describing.dictionary_csv()
    for one in TABLES:
        for column in one.columns:
            assert f"- `{column.name}` (" in text
            assert f"\r\n{one.file},{column.name}," in table


def test_every_exported_table_is_in_the_archive():
    assert set(packing.MODELS) == set(TABLES)


def test_every_table_of_the_archive_makes_a_new_edition():
    assert set(packing.MODELS.values()) <= set(record_models())


def test_archive_is_served_as_a_file(client):
    published()
    kept = keeping.read()
    response = client.get("/downloads/tracker.zip")
    content = response.getvalue()
    assert (response.status_code, response["Content-Type"]) == (200, "application/zip")
    assert response["Content-Length"] == str(len(content)) == str(kept.size)
    assert hashlib.sha256(content).hexdigest() == kept.sha256
    assert "no-cache" in response["Cache-Control"]
    assert response["Surrogate-Key"] == "all lists"
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_head_of_the_archive_tells_its_size(client):
    published()
    response = client.head("/downloads/tracker.zip")
    assert (response.status_code, response.content) == (200, b"")
    assert response["Content-Length"] == str(keeping.read().size)


def test_archive_is_not_sent_twice(client):
    published()
    etag = client.get("/downloads/tracker.zip")["ETag"]
    assert client.get("/downloads/tracker.zip", headers={"If-None-Match": etag}).status_code == 304


def test_page_tells_date_size_and_sum(client, django_assert_num_queries):
    published()
    with django_assert_num_queries(2):
        page = client.get("/downloads/").content.decode()
    assert "2 June 2031, 08:00 UTC" in page
    assert keeping.read().sha256 in page
    assert 'href="/downloads/tracker.zip"' in page


def test_archive_that_was_never_made_is_404_in_a_sentence(client):
    response = client.get("/downloads/tracker.zip")
    assert response.status_code == 404
    assert "The archive is being made anew" in response.content.decode()
    page = client.get("/downloads/").content.decode()
    assert "The archive is being made anew" in page
    assert 'href="/downloads/tracker.zip"' not in page


def is_served(client):
    return client.get("/downloads/tracker.zip").status_code == 200


def test_archive_made_before_a_withdrawal_is_refused(client):
    world = published()
    assert is_served(client)
    withdraw_case(world.one.case, today=TODAY, now=LATER)
    assert not is_served(client)
    make_archive(now=LATER)
    assert is_served(client)


def test_archive_made_before_a_name_was_withheld_is_refused(client, tmp_path):
    world = published()
    withhold_name(world.other, today=TODAY, now=LATER)
    assert not is_served(client)
    make_archive(now=LATER)
    told = b"".join(unpacked(tmp_path / "x").values()).decode()
    assert "Melin" not in told
    assert "Мелин" not in told


def test_archive_made_before_a_correction_is_refused(client):
    world = published()
    world.one.arrest.summary = "Taken from her kitchen."
    world.one.arrest.save()
    publish(world.one.case, today=TODAY, now=LATER)
    assert not is_served(client)


def test_change_by_an_editor_whose_clock_is_behind_is_noticed():
    """It waited for its turn, or a clock was set back: its rows are older than the archive's
    newest, and as many."""
    world = make_world()
    f.make_case(slug="zz-other", name="Lena Zaun", state="published")
    publish_everything(today=TODAY, now=LATER)
    make_archive(now=LATER)
    world.one.arrest.summary = "Taken from her kitchen."
    world.one.arrest.save()
    publish(world.one.case, today=TODAY, now=NOW)
    assert keeping.served() is None


def test_archive_is_checked_by_the_edition_alone(django_assert_num_queries):
    """However many rows there are, none of them is looked at."""
    published()
    with django_assert_num_queries(1) as asked:
        assert keeping.served()
    (question,) = asked.captured_queries
    assert set(re.findall(r"publication_\w+", question["sql"])) == {"publication_edition"}


def test_archive_without_an_edition_is_made_and_never_served():
    publish_case()
    Edition.objects.all().delete()
    for _run in range(2):
        assert make_archive(now=MADE_AT)
        assert keeping.served() is None


def test_withdrawal_that_ends_after_a_later_change_is_noticed(client):
    """Its rows carry the earlier moment at which it began, and there are as many as before."""
    case, other = publish_case("A", "a"), publish_case("B", "b")
    PublishedCase.objects.filter(pk=other.pk).update(updated_at=LATER)
    make_archive(now=LATER)
    case.delete()
    publish_case("C", "c")
    Tombstone.objects.create(kind="case", public_id="x", slug="a", withdrawn_at=NOW)
    assert not is_served(client)


def test_masked_label_and_withheld_name_are_noticed(client):
    person = publish_person()
    Label.objects.create(ref="person:x", kind="person", text="Ilan Orvel")
    for change in (
        lambda: Label.objects.update(is_masked=True),
        lambda: PublishedPerson.objects.filter(pk=person.pk).update(is_name_withheld=True),
    ):
        make_archive(now=MADE_AT)
        assert is_served(client)
        change()
        assert not is_served(client)


def test_archive_of_other_columns_is_refused(client, monkeypatch):
    published()
    monkeypatch.setattr(stamping, "CONTRACT_VERSION", "next")
    assert not is_served(client)


def test_archive_is_made_once_for_what_has_not_changed():
    published()
    assert make_archive(now=LATER) is None
    assert keeping.read().made_at == MADE_AT.isoformat()


def test_new_archive_leaves_nothing_of_the_old_one(var):
    published()
    publish_event(None)
    (var / "downloads" / "tmpbroken.part").write_text("half")
    make_archive(now=LATER)
    left = {path.name for path in (var / "downloads").iterdir()}
    assert left == {keeping.read().file, "archive.json", "lock"}


def test_broken_run_leaves_no_archive(client, monkeypatch):
    publish_case()

    def break_down(*given, **named):
        raise OSError("disk full")

    monkeypatch.setattr(packing, "csv_blocks", break_down)
    with pytest.raises(OSError, match="disk full"):
        make_archive(now=MADE_AT)
    assert not is_served(client)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"file": 3}'])
def test_unreadable_record_counts_as_no_archive(var, client, text):
    (var / "downloads").mkdir()
    (var / "downloads" / "archive.json").write_text(text)
    assert not is_served(client)


def test_two_runs_at_once_make_one_archive(capsys):
    publish_case()
    with keeping.only_one():
        call_command("make_archive")
    assert "being made already" in capsys.readouterr().out
    call_command("make_archive")
    call_command("make_archive")
    told = capsys.readouterr().out
    assert "Archive made" in told
    assert "up to date" in told


def test_archive_holds_no_marker(tmp_path):
    markers = k.Markers()
    world = k.make_every_model()
    k.plant_in_private_fields(markers)
    k.hide_event(world, markers)
    k.hide_source(world, markers)
    k.hide_spelling(world, markers)
    withdrawn = k.hide_cases(markers)
    person = k.hide_name(world, markers)
    publish_everything(today=TODAY, now=NOW)
    for made in withdrawn:
        made.case.refresh_from_db()
        withdraw_case(made.case, today=TODAY, now=LATER)
    withhold_name(person, today=TODAY, now=LATER)
    make_archive(now=LATER)
    told = b"".join(unpacked(tmp_path / "x").values()).decode().lower()
    assert [what for word, what in markers.meaning.items() if word in told] == []


def test_change_while_the_archive_is_packed_is_found_afterwards(monkeypatch):
    """Where the rows are not of one moment, in a transaction of the caller's, it is not served."""
    publish_case("A", "a")
    fill = packing._fill

    def change_and_fill(*given):
        PublishedCase.objects.update(title="Another")
        fill(*given)

    monkeypatch.setattr(packing, "_fill", change_and_fill)
    make_archive(now=MADE_AT)
    assert keeping.served() is None


def write_elsewhere():
    """A case, written in another thread on its own connection."""

    def write():
        publish_case("B", "b")
        db.connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    thread.join(10)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_archive_is_of_one_moment(monkeypatch, tmp_path, client):
    publish_case("A", "a")

    def take_stamp_and_write():
        taken = stamping.take_stamp()
        write_elsewhere()
        return taken

    monkeypatch.setattr(packing, "take_stamp", take_stamp_and_write)
    make_archive(now=MADE_AT)
    assert unpacked(tmp_path / "x")["cases.csv"].count(b"\r\n") == 2
    assert PublishedCase.objects.count() == 2
    assert not is_served(client)


@pytest.fixture
def two_connections(tmp_path):
    """Two connections of Django to one SQLite file, as two processes have them."""
    told = {**db.connections.databases["default"], "ENGINE": "django.db.backends.sqlite3"}
    told |= {"NAME": tmp_path / "two.sqlite3", "OPTIONS": settings_module.SQLITE_OPTIONS}
    both = DatabaseWrapper(told, "reader"), DatabaseWrapper(told, "writer")
    with both[1].cursor() as cursor:
        cursor.execute("CREATE TABLE t (n)")
    yield both
    for one in both:
        one.close()


def test_one_state_on_sqlite_keeps_no_writer_waiting(two_connections):
    reader, writer = two_connections
    with one_state(reader), reader.cursor() as reading, writer.cursor() as writing:
        reading.execute("SELECT count(*) FROM t")
        assert reading.fetchone() == (0,)
        writing.execute("INSERT INTO t VALUES (1)")
        reading.execute("SELECT count(*) FROM t")
        assert reading.fetchone() == (0,)
    with reader.cursor() as reading:
        reading.execute("SELECT count(*) FROM t")
        assert reading.fetchone() == (1,)
