"""What gunicorn writes into its log: nothing that a reader asked for, and no reader's address."""

import logging
import runpy

import pytest
from django.conf import settings
from gunicorn.config import Config

ADDRESS = "192.0.2.7"


@pytest.fixture
def log(caplog):
    made = runpy.run_path(str(settings.BASE_DIR / "gunicorn.conf.py"))["DiscreetLogger"](Config())
    made.error_log.addHandler(caplog.handler)
    yield made
    made.error_log.removeHandler(caplog.handler)


def test_request_that_is_no_http_is_told_without_its_text(log, caplog):
    log.warning(f"Invalid request from ip={ADDRESS}: Invalid HTTP request line: '/cases/?q=orvel'")
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert "no valid HTTP" in record.getMessage()
    assert ADDRESS not in caplog.text
    assert "orvel" not in caplog.text


def test_other_warnings_are_told_whole(log, caplog):
    log.warning("Worker %s was slow", 7)
    assert "Worker 7 was slow" in caplog.text


def test_failed_request_is_told_without_its_query(log, caplog):
    log.exception("Error handling request %s", "/cases/?q=orvel")
    assert "/cases/" in caplog.text
    assert "orvel" not in caplog.text
