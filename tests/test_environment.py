"""Reading switches, lists and the kept secret from the environment."""

import os
import stat

import pytest

from tracker.environment import kept_secret, one_of, switch, words


@pytest.mark.parametrize("value", ["1", "true", "YES", " on "])
def test_switch_is_on_for_the_usual_words(monkeypatch, value):
    monkeypatch.setenv("SOME_SWITCH", value)
    assert switch("SOME_SWITCH") is True


@pytest.mark.parametrize("value", ["0", "false", "no", "off", "perhaps"])
def test_switch_is_off_for_anything_else(monkeypatch, value):
    monkeypatch.setenv("SOME_SWITCH", value)
    assert switch("SOME_SWITCH", default=True) is False


def test_switch_takes_its_default_when_empty(monkeypatch):
    monkeypatch.setenv("SOME_SWITCH", "")
    assert switch("SOME_SWITCH", default=True) is True


def test_words_are_separated_by_commas_and_trimmed(monkeypatch):
    monkeypatch.setenv("SOME_LIST", "a.example, b.example,,")
    assert words("SOME_LIST") == ["a.example", "b.example"]


def test_words_fall_back_to_the_default(monkeypatch):
    monkeypatch.delenv("SOME_LIST", raising=False)
    assert words("SOME_LIST", "localhost") == ["localhost"]


def test_one_of_refuses_an_unknown_value(monkeypatch):
    monkeypatch.setenv("SOME_ROLE", "publik")
    with pytest.raises(ValueError, match=r"SOME_ROLE is 'publik'.*public, desk"):
        one_of("SOME_ROLE", ("public", "desk"), default="desk")


def test_secret_is_made_once_and_kept(tmp_path):
    path = tmp_path / "var" / "secret-key"
    first = kept_secret(path)
    assert len(first) >= 50
    assert kept_secret(path) == first


def test_secret_is_readable_by_its_owner_only(tmp_path):
    path = tmp_path / "secret-key"
    kept_secret(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["secret-key"]


def test_secret_of_another_process_wins(tmp_path, monkeypatch):
    path = tmp_path / "secret-key"

    def lost_the_race(source, target):
        path.write_text("made by the other one\n", encoding="ascii")
        raise FileExistsError

    monkeypatch.setattr(os, "link", lost_the_race)
    assert kept_secret(path) == "made by the other one"
    assert os.listdir(tmp_path) == ["secret-key"]
