"""A reader without JavaScript: from the front page to a case, a person, a file."""

import csv
import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_reader_without_scripts_walks_from_home_to_case_to_person_to_file(record, page, tmp_path):
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Cases").click()
    expect(page.get_by_role("link", name=record.other_title)).to_be_visible()

    page.goto("/cases/?year=2031&q=orvel")
    expect(page.get_by_role("link", name=record.title)).to_be_visible()
    expect(page.get_by_role("link", name=record.other_title)).to_have_count(0)

    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    path = tmp_path / "cases.csv"
    download.value.save_as(path)
    with path.open(newline="", encoding="utf-8") as lines:
        assert [row["title"] for row in csv.DictReader(lines)] == [record.title]

    page.get_by_role("link", name=record.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(record.title)
    expect(page.locator(".lede").first).to_contain_text("Last known: imprisoned")

    page.get_by_role("heading", name=record.name, level=3).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(record.name)


def test_filter_form_works_without_scripts(record, page):
    page.goto("/cases/")
    if page.get_by_text("Narrow the list").is_visible():
        page.get_by_text("Narrow the list").click()
    page.get_by_label("Search", exact=True).fill("song")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"[?&]q=song"))
    expect(page.get_by_role("link", name=record.title)).to_have_count(0)
    expect(page.get_by_role("link", name=record.other_title)).to_be_visible()


def test_citation_leads_to_its_source_and_back(record, page):
    page.goto(record.case)
    entry = page.locator(".entry").first
    anchor = entry.get_attribute("id")
    entry.locator(".cites a").first.click()
    expect(page).to_have_url(re.compile(r"#source-1$"))
    page.locator(f'#source-1 .back a[href="#{anchor}"]').click()
    expect(page).to_have_url(re.compile(f"#{anchor}$"))


def test_reader_without_scripts_sees_a_case_as_of_a_day(record, page):
    page.goto(record.case)
    page.get_by_text("See this record as of a day in the past").click()
    page.get_by_label("State on this day").fill("2031-03-20")
    page.get_by_role("button", name="Show that day").click()
    expect(page).to_have_url(re.compile(r"[?&]as_of=2031-03-20"))
    expect(page.locator(".notice")).to_contain_text("as of 20 March 2031")
    page.get_by_role("link", name="Show the record of today").click()
    expect(page).to_have_url(re.compile(r"/cases/[^?]+/$"))


@pytest.mark.parametrize("number", [0, 1], ids=["everybody held", "one certainty"])
def test_number_behind_a_chart_leads_to_its_list(record, page, number):
    page.goto("/charts/")
    page.get_by_text("Show the numbers").first.click()
    link = page.locator(".chart tbody tr").first.get_by_role("link").nth(number)
    count = link.inner_text()
    link.click()
    expect(page).to_have_url(re.compile(r"/people/\?.*as_of="))
    expect(page.locator(".count strong")).to_contain_text(re.compile(rf"^{count} "))


def test_table_behind_the_bar_opens_without_scripts(record, page):
    page.goto(record.case)
    table = page.locator(".subject table").first
    expect(table).to_be_hidden()
    page.get_by_text("Show custody as a table").first.click()
    expect(table).to_be_visible()
