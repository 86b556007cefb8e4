"""The stylesheet's colours: every pair that a reader has to tell apart, in light and in dark."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

TEXT = 4.5  # WCAG 1.4.3
MARK = 3.0  # WCAG 1.4.11


def schemes():
    css = Path(finders.find("tracker/site.css")).read_text(encoding="utf-8")
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block))
             for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL)]  # fmt: skip
    return {"light": found[0], "dark": {**found[0], **found[1]}}


def luminance(colour):
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "raised", "accent-soft"])
@pytest.mark.parametrize("text", ["ink", "muted", "accent"])
def test_text_can_be_read_on_every_ground(scheme, ground, text):
    colours = schemes()[scheme]
    assert contrast(colours[text], colours[ground]) >= TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("mark", ["edge", "strong-rule", "accent", "ink"])
def test_marks_stand_out_from_the_paper(scheme, mark):
    colours = schemes()[scheme]
    assert contrast(colours[mark], colours["paper"]) >= MARK


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", ["imprisoned", "interned", "psychiatric_facility", "detained"])
def test_grave_states_stand_out_without_their_edge(scheme, state):
    colours = schemes()[scheme]
    assert contrast(colours[f"st-{state}"], colours["paper"]) >= MARK


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("one", "other"),
    [("imprisoned", "free"), ("detained", "free"), ("imprisoned", "restricted"),
     ("registered", "banned")],
)  # fmt: skip
def test_states_that_follow_each_other_differ_in_lightness(scheme, one, other):
    colours = schemes()[scheme]
    assert contrast(colours[f"st-{one}"], colours[f"st-{other}"]) >= 2
