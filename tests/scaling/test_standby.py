"""A real hot standby under the public role: it is read, falls behind, breaks, and comes back."""

import json

import pytest

from tests.scaling.servers import Pair, Site, manage, wait_for

pytestmark = pytest.mark.postgres
FALLBACKS = ("primary", "stale", "none")
RETITLE = "UPDATE publication_publishedcase SET title = '{}'"


@pytest.fixture(scope="module")
def pair():
    """Both servers, with a sample of published cases; the sites read the standby as the role."""
    made = Pair()
    try:
        told = {"DATABASE_URL": made.primary.url()}
        manage("migrate", "--verbosity", "0", **told)
        manage("make_sample", "--cases", "3", "--published", **told)
        made.password = manage("public_role", **told).splitlines()[0].rpartition(" ")[2]
        made.follow()
        yield made
    finally:
        made.end()


@pytest.fixture(scope="module")
def sites(pair):
    """A process of the public half for each PUBLIC_FALLBACK."""
    made = {
        fallback: Site(
            DATABASE_URL=pair.primary.url("tracker_public", pair.password),
            PUBLIC_DATABASE_URL=pair.standby.url("tracker_public", pair.password),
            PUBLIC_FALLBACK=fallback,
            PUBLIC_MAX_LAG="1",
        )
        for fallback in FALLBACKS
    }
    yield made
    for site in made.values():
        site.end()


def statuses(sites, path):
    return {fallback: site.get(path)["status"] for fallback, site in sites.items()}


def state(site):
    return json.loads(site.get("/healthz")["body"])["replication"]


def retitle(pair, title):
    pair.primary.run(RETITLE.format(title))


def shows(site, title):
    answer = site.get("/cases/")
    return answer["status"] == 200 and title in answer["body"]


def test_what_is_published_arrives_with_a_new_tag(pair, sites):
    before = {name: site.get("/cases/") for name, site in sites.items()}
    assert {answer["status"] for answer in before.values()} == {200}
    retitle(pair, "Told on the primary")
    for name, site in sites.items():
        wait_for(lambda site=site: shows(site, "Told on the primary"), bool)
        assert site.get("/cases/")["ETag"] != before[name]["ETag"]
        assert wait_for(lambda site=site: state(site), lambda told: told["state"] == "following")


def test_standby_that_falls_behind(pair, sites):
    pair.standby.run("SELECT pg_wal_replay_pause()")
    try:
        retitle(pair, "Not replayed yet")
        for site in sites.values():
            told = wait_for(lambda site=site: state(site), lambda told: told["state"] == "behind")
            assert told["lag_seconds"] >= 1
            assert told["lag_bytes"] > 0
        assert shows(sites["primary"], "Not replayed yet")
        assert shows(sites["stale"], "Told on the primary")
        assert sites["none"].get("/cases/")["status"] == 503
    finally:
        pair.standby.run("SELECT pg_wal_replay_resume()")
    for site in sites.values():
        wait_for(lambda site=site: shows(site, "Not replayed yet"), bool)


def test_site_goes_on_when_the_standby_breaks(pair, sites):
    assert statuses(sites, "/people/") == dict.fromkeys(FALLBACKS, 200)
    pair.standby.stop()
    try:
        retitle(pair, "Told while it is gone")
        # What it was asked for before is kept; nothing else can be told.
        assert statuses(sites, "/people/") == {"primary": 200, "stale": 200, "none": 503}
        assert statuses(sites, "/organisations/") == {"primary": 200, "stale": 503, "none": 503}
        assert statuses(sites, "/about/") == dict.fromkeys(FALLBACKS, 200)
        assert shows(sites["primary"], "Told while it is gone")
        for site in sites.values():
            assert state(site)["state"] == "gone"
        assert sites["none"].get("/cases/")["Retry-After"] == "30"
    finally:
        pair.standby.start()
    for site in sites.values():
        wait_for(lambda site=site: shows(site, "Told while it is gone"), bool)
        wait_for(lambda site=site: state(site), lambda told: told["state"] == "following")


def test_sites_never_could_read_a_fact(pair):
    rows = pair.standby.run(
        "SELECT has_table_privilege('tracker_public', 'cases_case', 'SELECT'),"
        " has_table_privilege('tracker_public', 'publication_label', 'SELECT')"
    )
    assert rows == [(False, True)]
