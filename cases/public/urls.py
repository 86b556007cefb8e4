"""The public addresses. They are a contract: add to them, never rename.

`answer` gives every view its methods, checked parameters, caching and error pages; `by_script`
marks those that show names in the reader's script, `depends` those whose answer is right for
longer, or for less long, than the edition of a day.
"""

from functools import partial

from django.urls import URLPattern, path

from cases.public.answering import answer
from cases.public.archive.keeping import archive_mark
from cases.public.following import TAKES as FOLLOWED
from cases.public.freshness import Depends
from cases.public.parameters import CLOCKS, LIST, SIMPLE_LIST
from cases.public.views import (
    about,
    api,
    case,
    charts,
    downloads,
    entities,
    exports,
    feeds,
    health,
    hearings,
    home,
    linked_data,
    lists,
    organisation,
    person,
    search,
    simple_lists,
    sitemap,
)

# What no row is asked for; files that are the same every day; what tells of the archive.
STANDING = Depends(on_rows=False, on_day=False)
EVERY_DAY = Depends(on_day=False)
OF_ARCHIVE = Depends(on_more=archive_mark)
file_of_list = partial(answer, takes=LIST, depends=EVERY_DAY)


def _files_of(listing: simple_lists.Listing) -> list[URLPattern]:
    """The files beside a list by name, and the one beside each page that it leads to."""
    kind, folder = listing.kind, f"{listing.kind}s"
    table = partial(simple_lists.list_csv, listing=listing)
    pages = partial(simple_lists.list_json, listing=listing)
    one = partial(entities.entity_json, kind=kind)
    clocks = CLOCKS if kind == "organisation" else ()
    return [
        path(
            f"{folder}.csv",
            answer(table, takes=SIMPLE_LIST, depends=EVERY_DAY),
            name=f"{kind}-list-csv",
        ),
        path(f"{folder}.json", answer(pages, takes=SIMPLE_LIST), name=f"{kind}-list-json"),
        path(f"{folder}/<slug:slug>.json", answer(one, takes=clocks), name=f"{kind}-json"),
    ]


urlpatterns = [
    path("", answer(home.home), name="home"),
    path("cases/", answer(lists.case_list, takes=LIST, by_script=True), name="case-list"),
    path("cases.csv", file_of_list(exports.case_csv), name="case-list-csv"),
    path("cases.json", answer(lists.case_list_json, takes=LIST), name="case-list-json"),
    path(
        "cases/<slug:slug>/",
        answer(case.case_detail, takes=CLOCKS, by_script=True),
        name="case-detail",
    ),
    path("cases/<slug:slug>.json", answer(case.case_json, takes=CLOCKS), name="case-json"),
    path("people/", answer(lists.person_list, takes=LIST, by_script=True), name="person-list"),
    path("people.csv", file_of_list(exports.person_csv), name="person-list-csv"),
    path("people.json", answer(lists.person_list_json, takes=LIST), name="person-list-json"),
    path(
        "people/<slug:slug>/",
        answer(person.person_detail, takes=CLOCKS, by_script=True),
        name="person-detail",
    ),
    path("people/<slug:slug>.json", answer(person.person_json, takes=CLOCKS), name="person-json"),
    path("people/<slug:slug>.jsonld", answer(linked_data.person), name="person-jsonld"),
    path(
        "organisations/",
        answer(simple_lists.organisation_list, takes=SIMPLE_LIST, by_script=True),
        name="organisation-list",
    ),
    *_files_of(simple_lists.ORGANISATIONS),
    path(
        "organisations/<slug:slug>/",
        answer(organisation.organisation_detail, takes=CLOCKS, by_script=True),
        name="organisation-detail",
    ),
    path("courts/", answer(simple_lists.court_list, takes=SIMPLE_LIST), name="court-list"),
    *_files_of(simple_lists.COURTS),
    path("courts/<slug:slug>/", answer(entities.court_detail, by_script=True), name="court-detail"),
    path(
        "provisions/",
        answer(simple_lists.provision_list, takes=SIMPLE_LIST),
        name="provision-list",
    ),
    *_files_of(simple_lists.PROVISIONS),
    path(
        "provisions/<slug:slug>/",
        answer(entities.provision_detail, by_script=True),
        name="provision-detail",
    ),
    path("places/", answer(simple_lists.place_list, takes=SIMPLE_LIST), name="place-list"),
    *_files_of(simple_lists.PLACES),
    path("places/<slug:slug>/", answer(entities.place_detail, by_script=True), name="place-detail"),
    path("sources/", answer(simple_lists.source_list, takes=SIMPLE_LIST), name="source-list"),
    *_files_of(simple_lists.SOURCES),
    path(
        "sources/<slug:slug>/", answer(entities.source_detail, by_script=True), name="source-detail"
    ),
    path("subjects.csv", file_of_list(exports.subject_csv), name="subjects-csv"),
    path("events.csv", file_of_list(exports.event_csv), name="events-csv"),
    path("charges.csv", file_of_list(exports.charge_csv), name="charges-csv"),
    path("sentences.csv", file_of_list(exports.sentence_csv), name="sentences-csv"),
    path("designations.csv", file_of_list(exports.designation_csv), name="designations-csv"),
    path("citations.csv", file_of_list(exports.citation_csv), name="citations-csv"),
    path("affiliations.csv", file_of_list(exports.affiliation_csv), name="affiliations-csv"),
    path("search/", answer(search.search, takes=("q",), by_script=True), name="search"),
    path("downloads/", answer(downloads.downloads, depends=OF_ARCHIVE), name="downloads"),
    path("downloads/tracker.zip", answer(downloads.archive, depends=None), name="archive"),
    path("feeds/events.atom", answer(feeds.events_feed, takes=FOLLOWED), name="events-feed"),
    path("calendar.ics", answer(hearings.calendar_file, takes=FOLLOWED), name="calendar"),
    path(
        "downloads/dataset.jsonld",
        answer(linked_data.dataset, depends=OF_ARCHIVE),
        name="dataset-jsonld",
    ),
    path("openapi.json", answer(api.openapi_json, depends=STANDING), name="openapi"),
    path("api/", answer(api.api, depends=STANDING), name="api"),
    path(
        "data-dictionary/",
        answer(exports.data_dictionary, depends=STANDING),
        name="data-dictionary",
    ),
    path("charts/", answer(charts.charts), name="charts"),
    path("methodology/", answer(about.methodology, depends=STANDING), name="methodology"),
    path("about/", answer(about.about, depends=STANDING), name="about"),
    path("privacy/", answer(about.privacy, depends=STANDING), name="privacy"),
    path("healthz", answer(health.healthz, takes=None, depends=None), name="healthz"),
    path("robots.txt", answer(health.robots, takes=None, depends=STANDING), name="robots"),
    path("sitemap.xml", answer(sitemap.sitemap, takes=None), name="sitemap"),
    path(
        "sitemap-<slug:kind>-<int:number>.xml",
        answer(sitemap.sitemap_part, takes=None),
        name="sitemap-part",
    ),
]
