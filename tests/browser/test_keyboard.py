"""A reader with a keyboard alone: every control is reached, in order, and shows its focus."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# So many controls of a page are walked through; a long list has more than is worth the time.
STEPS = 80
# Where the focus is: its place among all controls, and whether it is seen to be there.
FOCUSED = """() => {
    const reached = 'a[href], button, input, select, summary, [tabindex]';
    const all = [...document.querySelectorAll(reached)].filter(e => e.checkVisibility());
    const one = document.activeElement, style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    return {
        place: all.indexOf(one),
        last: all.length - 1,
        words: `${one.tagName} ${one.textContent.trim().slice(0, 40)}`,
        is_marked: one.matches(':focus-visible')
            && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        is_in_view: box.bottom > 0 && box.top < innerHeight && box.right > 0
            && box.left < innerWidth,
    };
}"""


@pytest.fixture
def kinds(record):
    """Pages with every kind of control: lists with filters, a case, a map, charts, an error."""
    return (record.case, "/people/", "/places/", "/charts/", "/search/?q=orvel", "/cases/?year=abc")


def test_first_tab_offers_to_skip_to_the_text(record, page):
    page.goto(record.case)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Skip to the text")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{page.url.partition('#')[0]}#main")
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)


@pytest.mark.parametrize("width", [360, 1280])
def test_tab_walks_through_every_control_in_order_and_shows_where_it_is(
    kinds, scripted_page, width
):
    scripted_page.set_viewport_size({"width": width, "height": 760})
    for address in kinds:
        scripted_page.goto(address)
        places, last = [], STEPS
        while len(places) <= min(last, STEPS):
            scripted_page.keyboard.press("Tab")
            found = scripted_page.evaluate(FOCUSED)
            assert found["is_marked"], (address, found)
            assert found["is_in_view"], (address, found)
            places.append(found["place"])
            last = found["last"]
        # To the end of the page, unless it is very long, and past no control.
        assert places == list(range(len(places))), address
        scripted_page.keyboard.press("Shift+Tab")
        assert scripted_page.evaluate(FOCUSED)["place"] == places[-2], address


def test_filters_are_chosen_and_sent_by_keyboard(record, page):
    page.set_viewport_size({"width": 360, "height": 760})
    page.goto("/cases/")
    page.get_by_text("Narrow the list").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Search", exact=True).focus()
    page.keyboard.type("song")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]q=song"))
    expect(page.get_by_role("link", name=record.other_title)).to_be_visible()
