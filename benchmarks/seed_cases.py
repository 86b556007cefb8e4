"""The rows of one chunk of invented cases as what its case files and organisation files say."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cases import models as m
from cases.sampling.rows import Rows
from cases.sampling.world import World

_TERM = ("years", "months", "days", "quantity")
Content = dict[str, Any]


class ChunkFiles:
    """Files of one chunk; `number` is that of the document which holds its sources."""

    def __init__(self, number: int, rows: Rows, world: World, land: Callable[[str], str]) -> None:
        self._rows = rows
        self._land = land
        self._keys = _keys(rows, world)
        self._source = {one.pk: f"{number}/{n}" for n, one in enumerate(rows.of[m.Source], 1)}
        self._cites: dict[Any, list[Any]] = defaultdict(list)
        for model, found in rows.of.items():
            if issubclass(model, m.Citation):
                of = model._meta.get_field("cited").related_model
                for one in found:
                    self._cites[of, one.cited_id].append(one)
        self._told: set[int] = set()

    def organisation_files(self) -> Iterator[tuple[str, Content]]:
        """The key and the content of each organisation's file."""
        events = _by(self._rows.of[m.EventParticipant], "organisation_id")
        links = _by(self._rows.of[m.OrganisationLink], "organisation_id")
        event_of = {one.pk: one for one in self._rows.of[m.Event]}
        for row in self._rows.of[m.Organisation]:
            yield row.key, {
                "organisation": {"key": row.key},
                "links": [
                    {"kind": str(one.kind), "related": self._keys[m.Organisation, one.related_id],
                     **self._cite(m.OrganisationLink, one)}
                    for one in links[row.pk]
                ],
                "events": [self._event(event_of[one.event_id]) for one in events[row.pk]],
            }  # fmt: skip

    def case_files(self) -> Iterator[tuple[str, Content]]:
        """The key and the content of each case's file. A person stands in the first of theirs."""
        of = self._rows.of
        subjects, events = _by(of[m.Subject], "case_id"), _by(of[m.Event], "case_id")
        disputes = _by(of[m.Dispute], "case_id")
        for case in of[m.Case]:
            own, happened = subjects[case.pk], events[case.pk]
            people = {one.person_id for one in own if one.person_id}
            people |= {
                part.person_id for one in happened for part in self._parts[one.pk] if part.person_id
            }
            new = sorted(people - self._told)
            self._told |= people
            content = {
                "case": self._case(case),
                "people": [self._person(pk) for pk in new],
                "subjects": [self._whose(one) for one in own],
                "events": [self._event(one) for one in happened],
                "charges": [one for row in own for one in self._charges(row)],
                "sentences": [one for row in own for one in self._sentences(row)],
                "designations": [self._designation(one) for row in happened
                                 for one in self._granted[row.pk]],
                "affiliations": [self._affiliation(one) for pk in new for one in self._ties[pk]],
                "relations": [self._relation(one) for pk in new for one in self._links[pk]],
                "disputes": [self._dispute(one) for one in disputes[case.pk]],
            }  # fmt: skip
            yield case.slug, content

    def __getattr__(self, name: str) -> dict[int, list[Any]]:
        """Rows of a model by their owner, made when first asked for."""
        model, owner = _OWNED[name]
        found = _by(self._rows.of[model], owner)
        setattr(self, name, found)
        return found

    def _cite(self, model: Any, row: Any) -> Content:
        found = {
            (one.source_id, str(one.stance), str(one.basis), one.attributed_to): one.paragraph
            for one in self._cites[model, row.pk]
        }
        return {
            "cite": [
                {"at": f"{self._source[source]}.{paragraph}", "basis": basis, "stance": stance}
                | ({"attributed_to": who} if who else {})
                for (source, stance, basis, who), paragraph in found.items()
            ]
        }

    def _whose(self, row: Any) -> Content:
        if row.person_id:
            return {"person": self._keys[m.Person, row.person_id]}
        return {"organisation": self._keys[m.Organisation, row.organisation_id]}

    def _case(self, row: Any) -> Content:
        return {
            "key": row.slug,
            "title": row.title,
            "country": self._land(row.country),
            "criterion": str(row.criterion),
            "grounds": [str(one) for one in row.grounds],
            "summary": row.summary,
            "last_verified_on": row.last_verified_on.isoformat(),
        }

    def _person(self, pk: int) -> Content:
        row = self._person_of[pk][0]
        names = {one.text: one for one in reversed(self._names[pk])}
        said: Content = {
            "key": row.slug,
            "names": [
                {"text": one.text, "kind": str(one.kind), "origin": str(one.origin),
                 **self._cite(m.PersonName, one)}
                for one in reversed(names.values())
            ],
            "gender": str(row.gender),
            "professions": [str(one) for one in row.professions],
            "citizenship": [self._land(one) for one in row.citizenship],
            **(self._cite(m.Person, row) if self._cites[m.Person, pk] else self._of_name(pk)),
        }  # fmt: skip
        if row.descriptor:
            said["descriptor"], said["headcount"] = row.descriptor, row.headcount
            said["headcount_basis"] = str(row.headcount_basis)
        for birth in self._births[pk]:
            said["birth"] = {"date": birth.date, **self._cite(m.PersonBirth, birth)}
        ages = {(one.age, one.on): one for one in self._ages[pk]}
        said["ages"] = [
            {"age": age, "on": on, **self._cite(m.AgeStatement, one)}
            for (age, on), one in ages.items()
        ]
        return said

    def _of_name(self, pk: int) -> Content:
        """What is cited for the spellings, where nothing is for the person."""
        cited = next((one for one in self._names[pk] if self._cites[m.PersonName, one.pk]), None)
        return self._cite(m.PersonName, cited) if cited else {"cite": [f"{self._first}.1"]}

    @property
    def _first(self) -> str:
        return next(iter(self._source.values()))

    def _event(self, row: Any) -> Content:
        said: Content = {"key": f"e{row.pk}", "kind": str(row.kind), "summary": row.summary}
        for name in ("date", "planned", "duration_days", "stated_custody"):
            if value := getattr(row, name):
                said[name] = value if isinstance(value, int) else str(value)
        for name, model in (("place", m.Place), ("court", m.Court), ("facility", m.Facility)):
            if pk := getattr(row, f"{name}_id"):
                said[name] = self._keys[model, pk]
        if row.after_id:
            said["after"] = f"e{row.after_id}"
        if not row.is_public:
            said["public"] = False
        parts = self._parts[row.pk]
        said["people"] = [
            {**self._whose(one), "role": str(one.role)} for one in parts if one.person_id
        ]
        said["organisations"] = [
            {**self._whose(one), "role": str(one.role)} for one in parts if one.organisation_id
        ]
        return said | self._cite(m.Event, row)

    def _charges(self, subject: Any) -> Iterator[Content]:
        for row in self._charged[subject.pk]:
            said = {"key": f"c{row.pk}", "subject": self._named(subject), "wording": row.wording}
            if row.provision_id:
                said["provision"] = self._keys[m.LegalProvision, row.provision_id]
            said["history"] = [
                {"status": str(one.status), "event": f"e{one.event_id}"}
                for one in self._steps[row.pk]
            ]
            yield said | self._cite(m.Charge, row)

    def _named(self, subject: Any) -> str:
        return next(iter(self._whose(subject).values()))

    def _sentences(self, subject: Any) -> Iterator[Content]:
        for row in self._sentenced[subject.pk]:
            said: Content = {
                "key": f"s{row.pk}",
                "subject": self._named(subject),
                "event": f"e{row.event_id}",
                "kind": str(row.kind),
                "life": row.is_life,
                "in_absentia": row.is_in_absentia,
                **_given(row, _TERM),
            }
            if row.amount is not None:
                said["amount"], said["currency"] = str(row.amount), row.currency
            if row.amends_id:
                said["amends"] = f"s{row.amends_id}"
            said["conditions"] = [
                {"kind": str(one.kind), **_given(one, _TERM)} for one in self._conditions[row.pk]
            ]
            yield said | self._cite(m.Sentence, row)

    def _designation(self, row: Any) -> Content:
        said = {
            "key": f"d{row.pk}",
            **self._whose(row),
            "kind": str(row.kind),
            "grantor": self._keys[m.Organisation, row.grantor_id],
            "granted": f"e{row.granted_id}",
        }
        if row.withdrawn_id:
            said["withdrawn"] = f"e{row.withdrawn_id}"
        return said | self._cite(m.Designation, row)

    def _affiliation(self, row: Any) -> Content:
        return {
            "key": f"a{row.pk}",
            "person": self._keys[m.Person, row.person_id],
            "organisation": self._keys[m.Organisation, row.organisation_id],
            "role": str(row.role),
            "asserted": str(row.asserted),
            **self._cite(m.Affiliation, row),
        }

    def _relation(self, row: Any) -> Content:
        return {
            "person": self._keys[m.Person, row.person_id],
            "kind": str(row.kind),
            "related": self._keys[m.Person, row.related_id],
            **self._cite(m.PersonLink, row),
        }

    def _dispute(self, row: Any) -> Content:
        return {
            "key": f"q{row.pk}",
            "question": row.question,
            "claims": [
                {"claim": one.claim, "event": f"e{one.event_id}", "used": one.is_used,
                 **self._cite(m.DisputeClaim, one)}
                for one in self._claims[row.pk]
            ],
        }  # fmt: skip


_OWNED: dict[str, tuple[Any, str]] = {
    "_parts": (m.EventParticipant, "event_id"),
    "_granted": (m.Designation, "granted_id"),
    "_ties": (m.Affiliation, "person_id"),
    "_links": (m.PersonLink, "person_id"),
    "_person_of": (m.Person, "pk"),
    "_names": (m.PersonName, "person_id"),
    "_births": (m.PersonBirth, "person_id"),
    "_ages": (m.AgeStatement, "person_id"),
    "_charged": (m.Charge, "subject_id"),
    "_steps": (m.ChargeStep, "charge_id"),
    "_sentenced": (m.Sentence, "subject_id"),
    "_conditions": (m.Condition, "sentence_id"),
    "_claims": (m.DisputeClaim, "dispute_id"),
}


def _keys(rows: Rows, world: World) -> dict[tuple[Any, int], str]:
    found: dict[tuple[Any, int], str] = {}
    for model in (m.Organisation, m.Place, m.Court, m.Facility, m.LegalProvision):
        for of in (world.rows.of, rows.of):
            found.update({(model, one.pk): one.key for one in of[model]})
    found.update({(m.Person, one.pk): one.slug for one in rows.of[m.Person]})
    return found


def _by(rows: Iterable[Any], name: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _given(row: Any, names: Iterable[str]) -> Content:
    return {name: value for name in names if (value := getattr(row, name))}
