"""The settings as a whole: roles, database options, headers, cookies, what the log keeps."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection

from tracker.security import CONTENT_SECURITY_POLICY, DESK_CONTENT_SECURITY_POLICY

ROOT = Path(__file__).resolve().parent.parent


def fresh(expression: str, **environment: str) -> object:
    """What `expression` is in a new process with these variables; `s` is the settings."""
    code = (
        "import django, json; django.setup(); from django.conf import settings as s; "
        f"from django.test import Client; print(json.dumps({expression}))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
            "SECRET_KEY": "only-for-this-test",
            "DATABASE_URL": "sqlite://:memory:",
            **environment,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout)


def test_debug_is_off_unless_asked_for():
    assert fresh("s.DEBUG") is False
    assert fresh("s.DEBUG", DEBUG="1") is True


def test_public_role_has_neither_desk_nor_login():
    apps, middleware, status = fresh(
        "[s.INSTALLED_APPS, s.MIDDLEWARE, "
        "Client(HTTP_HOST='localhost').get('/robots.txt').status_code]",
        TRACKER_ROLE="public",
    )
    assert not [name for name in apps if "admin" in name or "desk" in name or "session" in name]
    assert not [name for name in middleware if "Session" in name or "Authentication" in name]
    assert status == 200


def test_public_role_does_not_answer_at_the_desk():
    routes = fresh(
        "[str(p.pattern) for p in __import__('tracker.urls').urls.urlpatterns]",
        TRACKER_ROLE="public",
    )
    assert "admin/" not in routes


def test_desk_role_has_no_public_pages():
    routes = fresh(
        "[str(p.pattern) for p in __import__('tracker.urls').urls.urlpatterns]",
        TRACKER_ROLE="desk",
    )
    assert routes[0] == "admin/"
    assert "" not in routes


def test_unknown_role_is_refused():
    with pytest.raises(subprocess.CalledProcessError) as refusal:
        fresh("s.DEBUG", TRACKER_ROLE="everything")
    assert "TRACKER_ROLE is 'everything'" in refusal.value.stderr


def test_tls_switch_turns_on_redirect_hsts_and_secure_cookies():
    names = "SECURE_SSL_REDIRECT SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE"
    expression = f"[getattr(s, name) for name in '{names}'.split()] + [s.SECURE_HSTS_SECONDS]"
    assert fresh(expression) == [False, False, False, 0]
    assert fresh(expression, BEHIND_TLS="1") == [True, True, True, 31536000]


def test_sqlite_file_is_opened_for_many_readers(tmp_path):
    expression = (
        "[__import__('django.db').db.connection.cursor().execute('PRAGMA ' + name).fetchone()[0] "
        "for name in ('journal_mode', 'foreign_keys', 'busy_timeout', 'synchronous')]"
    )
    url = f"sqlite:///{tmp_path / 'tracker.sqlite3'}"
    assert fresh(expression, DATABASE_URL=url) == ["wal", 1, 5000, 1]
    assert fresh("s.DATABASES['default']['OPTIONS']['transaction_mode']") == "IMMEDIATE"


def test_default_database_survives_an_odd_folder_name(tmp_path):
    folder = tmp_path / "50% of #records?"
    folder.mkdir()
    name = fresh(
        "str(s.DATABASES['default']['NAME'])", TRACKER_VAR_DIR=str(folder), DATABASE_URL=""
    )
    assert name == str(folder / "tracker.sqlite3")


@pytest.mark.django_db
def test_database_is_the_one_asked_for():
    wanted = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
    assert connection.vendor == wanted


@pytest.mark.django_db
def test_public_answer_sets_no_cookie_and_does_not_vary_on_one(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert not answer.cookies
    assert "cookie" not in answer.headers.get("Vary", "").lower()


@pytest.mark.django_db
def test_public_answer_carries_the_security_headers(client):
    headers = client.get("/healthz").headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "script-src" not in headers["Content-Security-Policy"]
    assert headers["Permissions-Policy"].startswith("camera=()")
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_desk_may_run_its_own_scripts_only(client):
    answer = client.get("/admin/login/")
    assert answer.headers["Content-Security-Policy"] == DESK_CONTENT_SECURITY_POLICY
    assert "script-src 'self'" in DESK_CONTENT_SECURITY_POLICY
    assert "unsafe" not in DESK_CONTENT_SECURITY_POLICY


@pytest.mark.django_db
def test_long_answers_are_compressed(client):
    answer = client.get("/admin/login/", headers={"accept-encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"


def test_tests_need_no_collected_static_files():
    assert staticfiles_storage.url("admin/css/base.css") == "/static/admin/css/base.css"


def test_languages_are_declared_and_english_is_served():
    assert [code for code, _name in settings.LANGUAGES] == ["en", "ru", "kk"]
    assert "django.middleware.locale.LocaleMiddleware" not in settings.MIDDLEWARE


def test_failed_request_is_logged_without_its_query(client, caplog):
    client.get("/no-such-page/?q=Somebody")
    assert "Somebody" not in caplog.text


def test_answers_are_kept_in_bounded_memory_or_in_redis():
    default = fresh("s.CACHES['default']")
    assert default["BACKEND"] == "cases.public.shelving.BoundedMemory"
    assert default["OPTIONS"]["MAX_BYTES"] == 64 * 1024 * 1024
    none = fresh("s.CACHES['default']['OPTIONS']['MAX_BYTES']", CACHE_MEGABYTES="0")
    assert none == 0
    shared = fresh("s.CACHES['default']", CACHE_URL="redis://127.0.0.1:6379/1")
    assert shared["BACKEND"] == "django.core.cache.backends.redis.RedisCache"
    assert shared["OPTIONS"]["serializer"] == "cases.public.shelving.Plain"


def test_redis_that_is_not_there_breaks_no_page():
    """Nothing listens at the first port."""
    statuses = fresh(
        "[Client(HTTP_HOST='localhost').get(path).status_code for path in ('/about/', '/api/')]",
        CACHE_URL="redis://127.0.0.1:1/1",
        DEBUG="1",
    )
    assert statuses == [200, 200]


def test_connections_of_the_public_half_give_up_and_none_compiles():
    urls = {"DATABASE_URL": "postgres://a/one", "PUBLIC_DATABASE_URL": "postgres://b/two"}
    told = "[s.DATABASES[one]['OPTIONS'].get('options') for one in ('default', 'public')]"
    assert fresh(told, **urls) == ["-c jit=off", "-c jit=off -c statement_timeout=20s"]
    alone = {"TRACKER_ROLE": "public", "PUBLIC_DATABASE_URL": ""}
    assert fresh(told.replace(", 'public'", ","), **urls | alone) == [
        "-c jit=off -c statement_timeout=20s"
    ]
    assert fresh(told, **urls, DATABASE_POOLED="1") == [None, None]


def test_purge_address_is_one_of_the_web():
    with pytest.raises(subprocess.CalledProcessError) as refusal:
        fresh("1", PURGE_URL="file:///etc/passwd")
    assert "PURGE_URL must begin with http" in refusal.value.stderr
