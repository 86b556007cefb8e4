"""What is packed of the rows follows them, whatever is published, edited or taken back."""

from datetime import date, timedelta

import numpy as np
import pytest

from cases.publication import models as p
from cases.publication import packing
from cases.publication.chunking import FacetChanges, mend_chunks, write_chunks
from cases.publication.comparing import check_everything
from cases.publication.packing import (
    EPOCH,
    GONE,
    NO_VALUE,
    OPEN_END,
    ROW_BITS,
    SAYINGS,
    Packed,
    What,
    dtype_of,
    number_of,
    packed_drift,
)
from cases.publication.projecting import unpublish_case, withdraw_case
from cases.publication.rebuilding import publish_everything
from cases.vocabulary import Certainty, CustodyState
from tests import factories as f
from tests.publication.scenes import LATER, NOW, TODAY, make_world, publish

pytestmark = pytest.mark.django_db
KINDS = ("case", "person")


def stored(kind, what):
    """The entries of all chunks, in order."""
    found = []
    for one in p.PackedChunk.objects.filter(kind=kind, what=what).order_by("chunk"):
        entries = np.frombuffer(bytes(one.content), dtype=dtype_of(kind, what)).tolist()
        assert {entry[0] >> ROW_BITS for entry in entries} <= {one.chunk}
        assert entries == sorted(entries)
        found += entries
    return found


def drift():
    return [place for kind in KINDS for drifted in packed_drift(kind) for place in drifted]


def add(rows):
    changes = FacetChanges()
    changes.rows["case"] |= rows
    write_chunks(changes)


def test_every_state_and_every_certainty_has_a_number():
    assert {*CustodyState.values, *Certainty.values} == set(SAYINGS)
    assert len(set(SAYINGS)) == len(SAYINGS)


def test_publishing_packs_what_rows_are_sorted_by():
    made = f.make_case()
    publish(made.case)
    case, person = p.PublishedCase.objects.get(), p.PublishedPerson.objects.get()
    day, opened = case.last_event_on.toordinal(), case.opened_earliest.toordinal()
    assert stored("case", What.NUMBERS) == [(case.pk, day, opened, case.longest_sentence_months)]
    assert stored("person", What.NUMBERS) == [
        (person.pk, day, person.sentence_months, person.headcount)
    ]


def test_row_without_a_value_says_so():
    made = f.make_case()
    made.sentence.delete()
    publish(made.case)
    assert {entry[-1] for entry in stored("case", What.NUMBERS)} == {NO_VALUE}


def test_publishing_packs_states_and_custody_on_both_clocks():
    made = f.make_case()
    publish(made.case)
    person = p.PublishedPerson.objects.get()
    told = {SAYINGS[entry[-1]] for entry in stored("person", What.DAYS)}
    assert "detained" in told
    held = {
        (
            person.pk,
            (one.starts - EPOCH).days,
            OPEN_END if one.ends == date.max else (one.ends - EPOCH).days,
            max((one.known_from - EPOCH).days, 0),
            OPEN_END if one.known_to == date.max else (one.known_to - EPOCH).days,
            SAYINGS.index(one.certainty),
        )
        for one in p.PersonHeld.objects.all()
    }
    assert held
    assert held <= set(stored("person", What.DAYS))
    assert drift() == []


@pytest.mark.parametrize("take_back", [withdraw_case, unpublish_case])
def test_case_taken_back_leaves_nothing_packed(take_back):
    world = make_world()
    for case in world.cases:
        publish(case)
    take_back(world.one.case, today=TODAY, now=LATER)
    cases = set(p.PublishedCase.objects.values_list("pk", flat=True))
    assert {entry[0] for entry in stored("case", What.NUMBERS)} == cases
    assert {entry[0] for entry in stored("case", What.DAYS)} <= cases
    assert drift() == []


def test_edit_of_words_alone_packs_nothing():
    made = f.make_case()
    publish(made.case)
    before = list(p.PackedChunk.objects.order_by("pk").values())
    made.arrest.summary = "Told in other words."
    made.arrest.save()
    publish(made.case)
    assert list(p.PackedChunk.objects.order_by("pk").values()) == before


def test_edit_of_a_day_packs_the_row_anew():
    made = f.make_case()
    publish(made.case)
    before = stored("case", What.NUMBERS), stored("case", What.DAYS)
    made.arrest.date = "2031-02-03"
    made.arrest.save()
    publish(made.case)
    after = stored("case", What.NUMBERS), stored("case", What.DAYS)
    assert before[0] != after[0]
    assert before[1] != after[1]
    assert drift() == []


def test_rebuild_mends_what_was_changed_behind_its_back():
    make_world()
    publish_everything(today=TODAY, now=NOW)
    p.PackedChunk.objects.filter(kind="case", what=What.DAYS).delete()
    stray = np.array([(9_000_000, 1, 1, 1)], dtype=dtype_of("person", What.NUMBERS)).tobytes()
    p.PackedChunk.objects.create(
        kind="person", what=What.NUMBERS, chunk=9_000_000 >> ROW_BITS, content=stray, edition=0
    )
    p.PublishedPerson.objects.update(sentence_months=7)
    found = [str(one) for one in check_everything(today=TODAY)]
    assert any(one.startswith("cases: the days packed of the rows") for one in found)
    assert sum(one.startswith("persons: the numbers packed of the rows") for one in found) == 2
    publish_everything(today=TODAY, now=LATER)
    assert drift() == []


def test_nothing_to_mend_makes_no_edition():
    make_world()
    publish_everything(today=TODAY, now=NOW)
    before = list(p.FacetEdition.objects.order_by("kind").values())
    mend_chunks("person")
    mend_chunks("case")
    assert list(p.FacetEdition.objects.order_by("kind").values()) == before


def test_rows_far_apart_lie_in_chunks_of_their_own():
    add({row: Packed([(row, 5, NO_VALUE, NO_VALUE)], []) for row in (255, 256, 2**32 - 1)})
    chunks = p.PackedChunk.objects.filter(what=What.NUMBERS).values_list("chunk", flat=True)
    assert sorted(chunks) == [0, 1, 2**24 - 1]
    assert [entry[0] for entry in stored("case", What.NUMBERS)] == [255, 256, 2**32 - 1]


def test_last_word_on_a_row_counts():
    one, other = FacetChanges(), FacetChanges()
    one.rows["case"] = {row: Packed([(row, 5, 5, 5)], []) for row in (1, 2)}
    other.rows["case"] = {2: Packed([(2, 6, 6, 6)], []), 1: GONE}
    one.add(other)
    write_chunks(one)
    assert stored("case", What.NUMBERS) == [(2, 6, 6, 6)]


def test_open_bounds_are_kept_apart_from_all_days():
    assert packing._day(date.min) == packing._day(EPOCH) == 0
    assert packing._day(date.max) == OPEN_END
    assert packing._day(date.max - timedelta(days=1)) == OPEN_END - 1
    assert number_of(EPOCH) is None
    assert number_of(EPOCH + timedelta(days=1)) == 1
    assert number_of(EPOCH + timedelta(days=OPEN_END - 2)) == OPEN_END - 2
    assert number_of(EPOCH + timedelta(days=OPEN_END - 1)) is None
    assert number_of(date.max) is None
