"""What was known when: the second clock."""

from datetime import date

from cases.custody import KnownSpell, Rivals, answer, fold, known_spells
from cases.custody.history import in_order
from cases.vocabulary import CustodyState, EventKind
from tests.histories import event, prison

K, S = EventKind, CustodyState

TAKEN = event("taken", K.DETENTION, "2031-03-01", known_on="2031-03-02")
COURT = event("court", K.SENTENCE, "2031-06-01", known_on="2031-06-05", terms=(prison(7),))
# Told only two years after it happened.
OUT = event("out", K.RELEASE, "2031-12-01", known_on="2033-01-10")


def as_known(spells: tuple[KnownSpell, ...], on: str):
    day = date.fromisoformat(on)
    return in_order(
        known.spell
        for known in spells
        if (known.known_from is None or known.known_from <= day)
        and (known.known_to is None or day < known.known_to)
    )


def test_nothing_is_known_before_it_was_told():
    assert as_known(known_spells([TAKEN]), "2031-03-01") == ()


def test_knowledge_of_a_day_is_the_fold_of_what_was_told():
    spells = known_spells([TAKEN, COURT, OUT])
    assert as_known(spells, "2031-03-02") == fold([TAKEN])
    assert as_known(spells, "2031-06-05") == fold([TAKEN, COURT])
    assert as_known(spells, "2033-01-10") == fold([TAKEN, COURT, OUT])


def test_same_day_as_known_then_and_as_known_now():
    spells = known_spells([TAKEN, COURT, OUT])
    day = date(2032, 5, 1)
    assert answer(as_known(spells, "2032-05-01"), day).state is S.IMPRISONED
    assert answer(as_known(spells, "2034-01-01"), day).state is S.FREE


def test_spell_that_stays_the_same_is_kept_as_one():
    spells = known_spells([TAKEN, COURT, OUT])
    detained = [known for known in spells if known.spell.state is S.DETAINED]
    assert [(known.known_from, known.known_to) for known in detained] == [
        (date(2031, 3, 2), date(2031, 6, 5)),
        (date(2031, 6, 5), None),
    ]


def test_source_that_adds_nothing_makes_no_new_spell():
    repeat = event("hearing", K.HEARING, "2031-04-01", known_on="2031-04-02")
    assert known_spells([TAKEN, repeat]) == known_spells([TAKEN])


def test_event_always_known_has_no_first_day():
    (known,) = known_spells([event("taken", K.REMAND, "2031-03-01")])
    assert (known.known_from, known.known_to) == (None, None)


def test_side_of_a_dispute_that_was_not_told_yet_was_no_side():
    other = event("other", K.RELEASE, "2031-06-02", known_on="2031-09-01")
    sides = [Rivals((frozenset({"court"}), frozenset({"other"})))]
    spells = known_spells([TAKEN, COURT, other], sides)
    assert as_known(spells, "2031-07-01") == fold([TAKEN, COURT])
    assert as_known(spells, "2031-09-01") == fold([TAKEN, COURT, other], sides)


def test_no_events_no_knowledge():
    assert known_spells([]) == ()
