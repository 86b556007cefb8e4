"""The commands: what they print and how they exit."""

import pytest
from django.core.management import CommandError, call_command

from cases.models import Case

pytestmark = pytest.mark.django_db


def run(capsys, *arguments):
    call_command(*arguments)
    return capsys.readouterr().out.strip().splitlines()


def seed(folders, *options):
    return ("seed", "--seeds", str(folders.seeds), "--fixtures", str(folders.fixtures), *options)


def test_seed_prints_the_counts(folders, capsys):
    lines = run(capsys, *seed(folders, "--no-publish"))
    assert len(lines) == 1
    assert lines[0].endswith(" created, 0 updated, 0 unchanged, 0 rejected, 0 conflict.")


def test_seed_prints_every_changed_row_when_asked(folders, capsys):
    lines = run(capsys, *seed(folders, "--no-publish", "-v2"))
    line = folders.line_of("- key: arrest")
    assert (
        f"changed   seeds/cases/zm-orvel-ilan-2030.yaml:{line}: "
        "case/zm-orvel-ilan-2030/event/arrest: created."
    ) in lines


def test_rejected_seeds_exit_with_one(folders, capsys):
    folders.change("kind: arrest\n", "kind: arest\n")
    with pytest.raises(CommandError) as error:
        call_command(*seed(folders))
    assert error.value.returncode == 1
    out = capsys.readouterr().out
    assert "'arest' is no event kind; did you mean 'arrest'?" in out
    assert "1 rejected, 0 conflict. Nothing was written." in out


def test_dry_run_writes_nothing(folders, capsys):
    assert "Dry run: nothing was written." in run(capsys, *seed(folders, "--dry-run"))[-1]
    assert not Case.objects.exists()


def test_attach_documents_exits_with_one_where_something_is_missing(loaded, capsys):
    with pytest.raises(CommandError) as error:
        call_command("attach_documents", str(loaded.root), "--seeds", str(loaded.seeds))
    assert error.value.returncode == 1


def test_check_citations_prints_and_exits_by_what_it_finds(loaded, capsys):
    folder = str(loaded.root / "documents")
    run(capsys, "attach_documents", folder, "--seeds", str(loaded.seeds))
    options = ("--seeds", str(loaded.seeds), "--fixtures", str(loaded.fixtures))
    assert "0 failures" in run(capsys, "check_citations", *options)[-1]
    loaded.change("years: 7", "years: 9")
    loaded.load()
    with pytest.raises(CommandError) as error:
        call_command("check_citations", *options)
    assert error.value.returncode == 1
    assert "the term of 9 years does not stand" in capsys.readouterr().out
