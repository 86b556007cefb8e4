"""The desk in a real browser: with scripts off an event reaches the public page, with scripts on
nothing is blocked by the content security policy."""

import pytest
from django.urls import reverse

from cases.models import Event
from tests import factories as f

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def made(transactional_db):
    return f.make_case(
        slug="orvel", name="Ilan Orvel", title="Ilan Orvel, tried over a gathering",
        arrested="2021-03-04", sentenced="2021-05-02", state="draft",
    )  # fmt: skip


def log_in(page):
    page.goto("/admin/")
    page.get_by_label("Username").fill("researcher")
    page.get_by_label("Password").fill("desk-password")
    page.get_by_role("button", name="Log in").click()


def test_event_with_its_citation_reaches_the_public_page_without_scripts(made, researcher, page):
    log_in(page)
    page.goto(reverse("admin:cases_case_change", args=[made.case.pk]))
    page.get_by_role("button", name="Publish").click()
    page.locator("#timeline").get_by_role("link", name="Add event").click()
    page.locator("#id_kind").select_option("hunger_strike")
    page.locator("#id_date").fill("2021-06")
    page.locator("#id_summary").fill("Refused food for a week.")
    page.locator("#id_citations-0-source").select_option(label=str(made.source))
    page.locator("#id_citations-0-paragraph").fill("4")
    page.locator("input[name=_save]").first.click()
    assert page.get_by_text("was added successfully").count() == 1
    event = Event.objects.get(kind="hunger_strike")
    assert event.participants.get().person == made.person

    # The empty rows of the tables stay empty when nothing is typed into them.
    for row in (event, made.person):
        page.goto(reverse(f"admin:cases_{row._meta.model_name}_change", args=[row.pk]))
        page.locator("input[name=_save]").first.click()
        assert page.get_by_text("was changed successfully").count() == 1
    assert event.citations.count() == 1
    assert made.person.links.count() == made.person.citations.count() == 0

    page.goto("/cases/orvel/")
    assert page.get_by_text("Refused food for a week.").count() >= 1
    assert page.get_by_text("June 2021").count() >= 1


def test_scripts_of_the_admin_are_not_blocked(made, researcher, scripted_page):
    complaints: list[str] = []
    scripted_page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    scripted_page.on("pageerror", lambda error: complaints.append(str(error)))
    log_in(scripted_page)
    scripted_page.goto(reverse("admin:cases_case_change", args=[made.case.pk]))
    scripted_page.goto(f"{reverse('admin:cases_event_add')}?case={made.case.pk}")
    # Search by another spelling in the list that drops down.
    row = scripted_page.locator("#participants-0")
    row.locator(".field-person .select2-selection").click()
    scripted_page.locator(".select2-search__field").fill("Орвел")
    scripted_page.locator(".select2-results__option", has_text="Ilan Orvel").wait_for()
    scripted_page.keyboard.press("Escape")
    # A further row in a table.
    rows = scripted_page.locator("#citations-group tr.dynamic-citations")
    before = rows.count()
    scripted_page.locator("#citations-group .add-row a").click()
    assert rows.count() == before + 1
    # Calendars for whole dates.
    scripted_page.goto(reverse("admin:cases_case_change", args=[made.case.pk]))
    scripted_page.locator(".field-last_verified_on .datetimeshortcuts a").first.click()
    assert scripted_page.locator("#id_last_verified_on").input_value()
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_desk(made, researcher, scripted_page, scheme):
    from axe_playwright_python.sync_playwright import Axe

    scripted_page.emulate_media(color_scheme=scheme)
    log_in(scripted_page)
    for address in (
        reverse("admin:index"),
        reverse("admin:cases_case_changelist"),
        reverse("admin:cases_case_change", args=[made.case.pk]),
        reverse("admin:cases_event_change", args=[made.arrest.pk]),
        reverse("admin:cases_person_change", args=[made.person.pk]),
        reverse("admin:cases_source_change", args=[made.source.pk]),
        reverse("admin:cases_case_preview", args=[made.case.pk]),
        reverse("admin:cases_case_everything", args=[made.case.pk]),
    ):
        scripted_page.goto(address)
        # The scripts of the admin wait for one another after the page has loaded.
        scripted_page.locator(".select2-selection[aria-labelledby]").first.wait_for(
            state="detached"
        )
        found = Axe().run(scripted_page)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [390, 1280, 1600])
def test_buttons_stand_under_the_title_and_fields_fill_the_form(made, researcher, page, width):
    made.case.title = "Ilan Orvel, tried and sentenced to many years over a gathering on the square"
    made.case.save()
    page.set_viewport_size({"width": width, "height": 900})
    log_in(page)
    page.goto(reverse("admin:cases_case_change", args=[made.case.pk]))
    title = page.locator("#content > h2").bounding_box()
    buttons = page.locator(".object-tools").bounding_box()
    assert title["y"] + title["height"] <= buttons["y"]
    for field in ("#id_title", "#id_summary"):
        assert page.locator(field).bounding_box()["width"] >= min(700, 0.8 * width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
