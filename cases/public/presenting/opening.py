"""The plain sentence at the top: who this is, what was done by whom, what is known last."""

from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.public.presenting.labels import Labels
from cases.public.presenting.states import state_words, tally_words
from cases.public.presenting.wording import (
    Document,
    confirming,
    date_words,
    headcount_words,
    joined,
    money_words,
    sentence_case,
    term_words,
)
from cases.vocabulary import (
    GRAVITY,
    SENTENCE_STATES,
    CustodyState,
    EventKind,
    ParticipantRole,
    SentenceKind,
)

MOST_NAMED = 3
K, S = EventKind, SentenceKind
SENTENCED: dict[str, Promise] = {
    S.IMPRISONMENT: gettext_lazy("sentenced to %(term)s in prison"),
    S.LIFE_IMPRISONMENT: gettext_lazy("sentenced to life in prison"),
    S.ADMINISTRATIVE_ARREST: gettext_lazy("placed under administrative arrest for %(term)s"),
    S.FREEDOM_LIMITATION: gettext_lazy("sentenced to %(term)s of restricted liberty"),
    S.SUSPENDED_IMPRISONMENT: gettext_lazy("given a suspended sentence of %(term)s"),
    S.FINE: gettext_lazy("fined %(amount)s"),
    S.COMPULSORY_TREATMENT: gettext_lazy("committed by a court to psychiatric treatment"),
    S.COMMUNITY_SERVICE: gettext_lazy("sentenced to %(term)s of community work"),
    S.SUSPENSION_OF_ACTIVITY: gettext_lazy("ordered to suspend work for %(term)s"),
}
# Without a length the same in fewer words.
SENTENCED_WITHOUT_TERM: dict[str, Promise] = {
    S.IMPRISONMENT: gettext_lazy("sentenced to prison"),
    S.ADMINISTRATIVE_ARREST: gettext_lazy("placed under administrative arrest"),
    S.FREEDOM_LIMITATION: gettext_lazy("sentenced to restricted liberty"),
    S.SUSPENDED_IMPRISONMENT: gettext_lazy("given a suspended sentence"),
    S.FINE: gettext_lazy("fined"),
    S.COMMUNITY_SERVICE: gettext_lazy("sentenced to community work"),
    S.SUSPENSION_OF_ACTIVITY: gettext_lazy("ordered to suspend work"),
}
# Where there is no sentence: what was done, the gravest first.
DONE: dict[str, Promise] = {
    K.DEATH_IN_CUSTODY: gettext_lazy("died in custody"),
    K.INTERNMENT: gettext_lazy("interned in a camp"),
    K.DISAPPEARANCE: gettext_lazy("disappeared"),
    K.IMPRISONMENT: gettext_lazy("imprisoned"),
    K.PSYCHIATRIC_COMMITMENT: gettext_lazy("committed to a psychiatric facility"),
    K.CONVICTION: gettext_lazy("convicted"),
    K.REMAND: gettext_lazy("remanded in custody"),
    K.ARREST: gettext_lazy("arrested"),
    K.HOUSE_ARREST: gettext_lazy("placed under house arrest"),
    K.DETENTION: gettext_lazy("detained"),
    K.BANNED: gettext_lazy("banned"),
    K.SUSPENDED: gettext_lazy("ordered to suspend activities"),
    K.CHARGE: gettext_lazy("charged"),
    K.INVESTIGATION: gettext_lazy("placed under investigation"),
    K.FINE: gettext_lazy("fined"),
    K.BEATING: gettext_lazy("beaten by officials"),
    K.ATTACK: gettext_lazy("attacked"),
    K.THREAT: gettext_lazy("threatened"),
    K.SURVEILLANCE: gettext_lazy("watched"),
    K.SEARCH: gettext_lazy("searched"),
    K.INTERROGATION: gettext_lazy("interrogated"),
    K.SUMMONS: gettext_lazy("summoned"),
    K.EVICTION: gettext_lazy("evicted"),
    K.DISMISSAL: gettext_lazy("dismissed from work"),
    K.DEPARTURE: gettext_lazy("driven from the country"),
}
STATES: dict[str, CustodyState] = {str(kind): state for kind, state in SENTENCE_STATES.items()}
_ORDER = {kind: rank for rank, kind in enumerate(DONE)}


def case_opening(document: Document, labels: Labels, *, today: date) -> list[str]:
    """Sentences for the top of a case: one a subject, or one for all where there are many."""
    subjects = document.get("subjects", [])
    if len(subjects) <= MOST_NAMED:
        return [
            _one(subject, subject["ref"], document, labels, today=today) for subject in subjects
        ]
    count = sum(subject.get("headcount") or 1 for subject in subjects)
    words = ngettext("%(n)s person.", "%(n)s people.", count) % {"n": count}
    keys = [(subject.get("state") or {}).get("state") or "unknown" for subject in subjects]
    return [f"{words} " + _("Last known: %(states)s.") % {"states": tally_words(keys)}]


def person_opening(document: Document, labels: Labels, *, today: date) -> str:
    """The sentence at the top of a person's page."""
    ref = f"{document['kind']}:{document['id']}"
    return _one(document, ref, document, labels, today=today)


def _one(subject: Document, ref: str, document: Document, labels: Labels, *, today: date) -> str:
    name = labels[ref]["text"]
    if count := headcount_words(subject.get("headcount"), subject.get("headcount_basis")):
        name = _("%(name)s (%(count)s)") % {"name": name, "count": count}
    done = _sentenced(ref, document, labels) or _done(ref, document, labels)
    first = f"{sentence_case(name)}, {done}." if done else f"{sentence_case(name)}."
    if ref.startswith("organisation:"):
        return first
    state = state_words(subject.get("state"), today=today, say=confirming(document))
    return f"{first} {state['sentence']}"


def _sentenced(ref: str, document: Document, labels: Labels) -> str:
    """The gravest sentence that amends none, of equals the last: what the court gave first."""
    own = [row for row in document.get("sentences", ()) if row.get("ref") == ref]
    first = [row for row in own if not row.get("amends")]
    return _passive(min(reversed(first), key=_gravity), labels) if first else ""


def _gravity(sentence: Document) -> tuple[bool, int]:
    state = STATES.get(sentence.get("kind") or "")
    return bool(sentence.get("is_in_absentia")), GRAVITY.index(state) if state else len(GRAVITY)


def _passive(sentence: Document, labels: Labels) -> str:
    kind, term = sentence.get("kind") or "", term_words(sentence)
    amount = money_words(sentence.get("amount"), sentence.get("currency") or "")
    has_length = bool(amount if kind == S.FINE else term)
    words = (SENTENCED if has_length else SENTENCED_WITHOUT_TERM).get(kind) or SENTENCED.get(kind)
    if not words:
        return ""
    parts = [str(words) % {"term": term, "amount": amount}]
    if sentence.get("is_in_absentia"):
        parts.append(_("in absentia"))
    by = labels.get(sentence.get("court")) or labels.get(sentence.get("imposed_by"))
    return " ".join(parts) + _aside([by["text"] if by else ""], sentence)


def _aside(who: list[str], row: Document) -> str:
    """By whom and when, in brackets: no grammar to get wrong in any language."""
    told = [part for part in (joined(who), date_words(row.get("date"))) if part]
    return f" ({', '.join(told)})" if told else ""


def _done(ref: str, document: Document, labels: Labels) -> str:
    own = [event for event in document.get("events", ()) if _affects(event, ref)]
    known = [event for event in own if event["kind"] in _ORDER and not event.get("planned")]
    if not known:
        return ""
    event = min(known, key=lambda event: _ORDER[event["kind"]])
    actors = [
        labels[row["ref"]]["text"]
        for row in event.get("organisations", ())
        if row["role"] == ParticipantRole.ACTOR
    ]
    return str(DONE[event["kind"]]) + _aside(actors, event)


def _affects(event: Document, ref: str) -> bool:
    rows: list[dict[str, Any]] = [*event.get("people", ()), *event.get("organisations", ())]
    return any(row["ref"] == ref and row["role"] == ParticipantRole.AFFECTED for row in rows)
