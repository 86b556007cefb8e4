"""What must hold within one seed file: between the keys of a section, and among its sections.

Each rule yields sentences with the entry they are about. Values that did not fit their field are
None here and reported already, so rules pass over them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator

from cases import dates
from cases.seeding.gathering import SeedFile
from cases.seeding.reporting import Problem
from cases.seeding.schema import Entry
from cases.vocabulary import STATED_KINDS, Gender, HeadcountBasis, NameKind, NameOrigin, Stance

Found = Iterator[tuple[int, str]]


def problems_of(file: SeedFile) -> Iterator[Problem]:
    """The problems of one file."""
    for line, message in [*_file(file), *_sections(file)]:
        yield Problem(file.name, line, message)


def _file(file: SeedFile) -> Found:
    head = file.entry["case" if file.is_case else "organisation"]
    if head and head["key"] and head["key"] != file.stem:
        yield (
            head.line_of("key"),
            f"the file is named '{file.stem}', its key is '{head['key']}': they must be the same.",
        )
    if not file.is_case:
        yield from _names(file.entry["names"], "organisation")
        for link in file.entry["links"]:
            yield from _cited(link, "a link")
            if head and link["related"] == head["key"]:
                yield link.line_of("related"), "an organisation cannot be linked with itself."
        yield from _twice(file.entry["links"], lambda one: (one["kind"], one["related"]), "link")
        return
    subjects = file.entry["subjects"]
    if not subjects:
        yield file.entry.line, "has no subject: say under `subjects` who is persecuted in the case."
    for subject in subjects:
        yield from _one_of(subject, "a subject")
    yield from _twice(subjects, lambda one: (one["person"], one["organisation"]), "subject")


def _sections(file: SeedFile) -> Found:
    entry = file.entry
    for person in entry["people"]:
        yield from _person(person)
    for event in entry["events"]:
        yield from _event(event)
    for affiliation in entry["affiliations"]:
        yield from _cited(affiliation, "an affiliation")
    for relation in entry["relations"]:
        yield from _cited(relation, "a relation")
        if relation["person"] == relation["related"]:
            yield relation.line, "nobody is related to themselves: name two people."
    for dispute in entry["disputes"]:
        yield from _dispute(dispute)
    for count in entry["reported_counts"]:
        yield from _cited(count, "a reported count")
    yield from _circles(entry["events"], ("after", "before"), "events")
    if file.is_case:
        yield from _case_sections(entry)


def _case_sections(entry: Entry) -> Found:
    for charge in entry["charges"]:
        yield from _cited(charge, "a charge")
        yield from _twice(charge["history"], lambda one: (one["status"], one["event"]), "step")
    for sentence in entry["sentences"]:
        yield from _sentence(sentence)
    yield from _circles(entry["sentences"], ("amends",), "sentences")
    for designation in entry["designations"]:
        yield from _cited(designation, "a designation")
        yield from _one_of(designation, "a designation")
        if designation["granted"] and designation["granted"] == designation["withdrawn"]:
            yield (
                designation.line_of("withdrawn"),
                "is withdrawn by another event than it is granted by.",
            )


def _cited(entry: Entry, noun: str) -> Found:
    if not any(cite["stance"] == Stance.SUPPORTS for cite in entry["cite"]):
        what = "a citation that supports it" if entry["cite"] else "a source"
        yield entry.line, f'{noun} without {what}: add `cite: ["document/article.paragraph"]`.'
    yield from _twice(
        entry["cite"],
        lambda one: (one["at"], one["stance"], one["basis"], one["attributed_to"]),
        "citation",
    )


def _one_of(entry: Entry, noun: str) -> Found:
    if (entry["person"] is None) == (entry["organisation"] is None):
        yield entry.line, f"{noun} is either a person or an organisation: name one of the two."


def _twice(entries: Iterable[Entry], key: Callable[[Entry], Hashable], noun: str) -> Found:
    seen: dict[Hashable, int] = {}
    for entry in entries:
        if key(entry) in seen:
            first = seen[key(entry)]
            yield entry.line, f"this {noun} stands already in line {first}: keep one."
        seen.setdefault(key(entry), entry.line)


def _names(names: list[Entry], noun: str) -> Found:
    for name in names:
        if name["origin"] == NameOrigin.SOURCE and name["text"] and not name["cite"]:
            message = f"the name '{name['text']}' has no source: "
            yield name.line, message + "add `cite`, or `origin: editorial`."
    for text, count in Counter(name["text"] for name in names).items():
        if count > 1 and text:
            last = [name for name in names if name["text"] == text][-1]
            yield last.line, f"the {noun} has the name '{text}' twice: keep one."
    primary = [name for name in names if name["kind"] == NameKind.PRIMARY]
    for name in primary[1:]:
        yield name.line, f"the {noun} has a primary name already in line {primary[0].line}."


def _person(person: Entry) -> Found:
    yield from _names(person["names"], "person")
    if not person["names"] and not person["descriptor"]:
        yield person.line, "a person has names, or a descriptor where no source names them."
    is_group = person["headcount"] != 1 or person["headcount_basis"] != HeadcountBasis.EXACT
    if is_group and not person["descriptor"]:
        yield person.line_of("headcount"), "a group needs a descriptor: “three sons of ...”."
    said = [
        name
        for name in ("descriptor", "gender", "professions", "citizenship", "note")
        if person[name] and person[name] != Gender.UNKNOWN
    ]
    if said and not person["cite"]:
        yield (
            person.line,
            f"the person's {', '.join(said)} have no source: add `cite` to the person.",
        )
    if person["birth"]:
        yield from _cited(person["birth"], "a birth")
    for age in person["ages"]:
        yield from _cited(age, "an age")
    yield from _twice(person["ages"], lambda one: (one["age"], one["on"]), "age")


def _event(event: Entry) -> Found:
    yield from _cited(event, "an event")
    if event["date"] and event["planned"]:
        yield (
            event.line_of("planned"),
            "an event either happened (`date`) or was announced (`planned`): give one of the two.",
        )
    if event["stated_custody"] and event["kind"] and event["kind"] not in STATED_KINDS:
        yield (
            event.line_of("stated_custody"),
            f"only {' and '.join(sorted(STATED_KINDS))} take stated_custody.",
        )
    start = dates.to_bounds(event["date"])[0] if event["date"] else None
    end = dates.to_bounds(event["end"])[1] if event["end"] else None
    if start and end and end < start:
        yield event.line_of("end"), "the event ends before it begins."
    yield from _twice(event["people"] or [], _part, "participant")
    yield from _twice(event["organisations"] or [], _part, "participant")


def _part(participant: Entry) -> Hashable:
    return tuple(sorted(participant.values.items()))


def _sentence(sentence: Entry) -> Found:
    yield from _cited(sentence, "a sentence")
    if sentence["life"] and (sentence["years"] or sentence["months"] or sentence["days"]):
        yield sentence.line_of("life"), "a sentence for life has no years, months or days."
    if (sentence["amount"] is None) != (sentence["currency"] == ""):
        yield sentence.line_of("amount"), "an amount and its currency are given together."


def _dispute(dispute: Entry) -> Found:
    claims = dispute["claims"] or []
    if len(claims) < 2:
        yield dispute.line, "a dispute has two claims at least."
    used = [claim for claim in claims if claim["used"]]
    for claim in used[1:]:
        yield claim.line_of("used"), f"a claim is used already in line {used[0].line}: use one."
    for claim in claims:
        rows = [one for one in ("event", "charge", "sentence", "affiliation") if claim[one]]
        if len(rows) > 1:
            yield claim.line, f"a claim points at one row, not at {' and '.join(rows)}."
        if not rows or claim["cite"]:
            yield from _cited(claim, "a claim")


def _circles(entries: list[Entry], names: tuple[str, ...], noun: str) -> Found:
    """Entries that come before themselves by way of others."""
    earlier: dict[str, set[str]] = {entry["key"]: set() for entry in entries if entry["key"]}
    for entry in entries:
        for name in names:
            if entry["key"] not in earlier or entry[name] not in earlier:
                continue
            # "a before b" says the same as "b after a".
            later, first = entry["key"], entry[name]
            if name == "before":
                later, first = first, later
            earlier[later].add(first)
    for entry in entries:
        if entry["key"] in _reached(entry["key"], earlier):
            named = next((name for name in names if entry[name]), "key")
            yield (
                entry.line_of(named),
                f"'{entry['key']}' stands in a circle of {noun}: {' and '.join(names)} must lead "
                "from one to another, never back.",
            )


def _reached(key: str, earlier: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(earlier.get(key, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(earlier[one])
    return found
