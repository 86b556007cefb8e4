"""axe on every kind of page, on a phone and on a desktop, in light and in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


# Colours are judged in both schemes, all else once at each width.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_any_kind_of_page(record, scripted_page, width):
    scripted_page.set_viewport_size({"width": width, "height": 900})
    axe = Axe()
    found = {}
    for address in record.addresses:
        scripted_page.emulate_media(color_scheme="light")
        scripted_page.goto(address)
        # What stands behind a summary is part of the page.
        scripted_page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        results = axe.run(scripted_page, options=RULES).response["violations"]
        scripted_page.emulate_media(color_scheme="dark")
        results += axe.run(scripted_page, options=COLOURS).response["violations"]
        for violation in results:
            told = [node["html"][:160] for node in violation["nodes"][:3]]
            found.setdefault(f"{violation['id']}: {violation['help']}", {})[address] = told
    assert found == {}
