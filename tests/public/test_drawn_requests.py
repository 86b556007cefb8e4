"""Requests drawn from the description for programs, 2,000 at least: none ends in a fault, none in
an answer that the description does not name.

`API_EXAMPLES=500` draws that many for each address: after a change of parameters or descriptions.
"""

import os

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cases.public.addresses import MODELS
from cases.public.api.document import openapi
from tracker.wsgi import application

pytestmark = pytest.mark.django_db
LEAST = 2000
DOCUMENT = openapi()
# An address without parameters can be asked for in one way only.
DRAWN = [path for path, one in DOCUMENT["paths"].items() if one["get"]["parameters"]]
EXAMPLES = int(os.environ.get("API_EXAMPLES") or -(-LEAST // len(DRAWN)))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
SCHEMA.app = application


@pytest.fixture(scope="module", autouse=True)
def kept_connection():
    """The server's end of a request would close the connection that holds the world's rows."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def known(published_world):
    """Values that exist, by parameter: drawn ones seldom name a row."""
    slugs = {
        kind: list(model.objects.values_list("slug", flat=True)) for kind, model in MODELS.items()
    }
    return {**slugs, "country": ["ZZ"], "q": ["orvel", "zemlia"], "year": ["2031"]}


@st.composite
def requests(draw, path, known):
    """A request that fits the description, or one that does not; some of its values exist."""
    mode = draw(st.sampled_from([GenerationMode.POSITIVE] * 3 + [GenerationMode.NEGATIVE]))
    case = draw(SCHEMA[path]["GET"].as_strategy(generation_mode=mode))
    if "slug" in case.path_parameters and draw(st.booleans()):
        kind = DOCUMENT["paths"][path]["get"]["operationId"].partition("-")[0]
        case.path_parameters["slug"] = draw(st.sampled_from(known[kind]))
    for name in known.keys() & case.query.keys():
        if draw(st.booleans()):
            case.query[name] = draw(st.sampled_from(known[name]))
    return case


@pytest.mark.parametrize("path", DOCUMENT["paths"])
def test_drawn_requests_get_described_answers(known, path):
    seen = []

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None)
    @given(case=requests(path, known))
    def ask(case):
        response = case.call(base_url="http://localhost", headers={"Accept-Encoding": "identity"})
        case.validate_response(response, checks=CHECKS)
        seen.append(response.status_code)

    ask()
    assert len(seen) >= (EXAMPLES if path in DRAWN else 1)
    assert 200 in seen
