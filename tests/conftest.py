"""What every test shares: settings for tests, and the browser. Factories live in factories.py."""

import os
import tempfile
from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client
from hypothesis import settings as hypothesis_settings

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # continuous integration runs as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# The same examples in every run, so that a red build means a change, not a draw.
# HYPOTHESIS_PROFILE=explore draws new ones, many of them: run it after a change to custody.
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis_settings.register_profile("explore", max_examples=1000, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_configure(config: pytest.Config) -> None:
    """Plain static files (no manifest to collect first), a password hash that costs nothing, no
    answer that is kept, and any number of files at once."""
    django_settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    django_settings.STATIC_ROOT = tempfile.mkdtemp(prefix="tracker-static-")
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A test sees what is made, and not what was kept of another; test_caching.py turns it on.
    django_settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    # A test may begin many files and read none to its end; test_limiting.py sets a limit.
    django_settings.MAX_EXPORTS = 0
    django_settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """The system's Chromium, one for the whole run; its executable is CHROMIUM's value."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread; the database is still used from it alone.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, live_server) -> Iterator[object]:
    """A page with JavaScript off, as the public pages must work; addresses are relative."""
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def scripted_page(chromium, live_server) -> Iterator[object]:
    """A page with JavaScript on, for axe and for the desk; addresses are relative."""
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def researcher(db) -> User:
    """A member of the desk who may do everything there; the password is "desk-password"."""
    return User.objects.create_superuser("researcher", password="desk-password")


class ClosingClient(Client):
    """A client that closes what it streamed, as a server does: an export that nobody read to its
    end would keep its transaction open into the next test."""

    def __init__(self, **options):
        super().__init__(**options)
        self.streamed = []

    def request(self, **request):
        response = super().request(**request)
        if response.streaming:
            self.streamed.append(response)
        return response


@pytest.fixture
def client(db):
    client = ClosingClient()
    yield client
    # As the client does after an answer that is no stream: the test's transaction has to stay.
    request_finished.disconnect(close_old_connections)
    for response in client.streamed:
        response.close()
    request_finished.connect(close_old_connections)
