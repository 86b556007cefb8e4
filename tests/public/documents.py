"""Published documents built by hand: invented people of the invented Republic of Zemlia ("ZZ").

Each builder gives the shape that docs/documents.md describes; storing.py keeps them as rows.
"""

from copy import deepcopy
from typing import Any

from tests.public.parts import UPDATED, Document, bounds, citation, day, event, sentence, spell
from tests.public.zemlia import LABELS

EVENTS = [
    event(
        "e1", "detention", day("2028-03-14"), place="place:l1", citations=[1, 2],
        summary="Melin was taken from a print shop in Marrow Ford with three boxes of leaflets.",
        organisations=[{"ref": "organisation:o2", "role": "actor"}],
    ),
    event(
        "e2", "charge", day("2028-04", "2028-04-01", "2028-04-30"), citations=[3],
        charges=[{"charge": "g1", "status": "pending"}],
        summary="Prosecutors said that the leaflets called people to overthrow the council.",
    ),
    event(
        "e3", "hunger_strike", after="e2", before="e4", citations=[4],
        summary="She refused food for some days in the remand centre.", facility="facility:f1",
        people=[{"ref": "person:p1", "role": "affected"}, {"ref": "person:p3", "role": "lawyer"}],
    ),
    event(
        "e4", "sentence", day("2028-12", "2028-12-01", "2028-12-31"), court="court:t1",
        place="place:l1", citations=[2, 5], sentences=["n1"], disputes=["q1"],
        charges=[{"charge": "g1", "status": "convicted"}], is_contradicted=True,
        summary="The court found her guilty after a trial of two days, closed to the public.",
    ),
    event(
        "e5", "designation", day("[2029-02-21..2029-03-03]", "2029-02-21", "2029-03-03"),
        citations=[6], designations=[{"designation": "d1", "action": "granted"}],
        organisations=[{"ref": "organisation:o3", "role": "actor"}],
        summary="A rights group put her on its list.",
    ),
    event(
        "e6", "sentence_amended", day("2030-05-04", basis="inferred"), court="court:t2",
        citations=[7], sentences=["n2"], gap_months_before=14,
        summary="On appeal the term was cut by eight months.",
    ),
    event(
        "e7", "parole_release", None, planned=day("2030-09-01"), citations=[7],
        summary="Release on parole was announced for this day. It did not take place.",
    ),
    event(
        "e8", "status_report", day("2031-04-12", basis="inferred"), stated_custody="imprisoned",
        citations=[8, 9], facility="facility:f2", is_hearsay=True, gap_months_before=7,
        summary="A released fellow prisoner told relatives that she was in the colony.",
    ),
]  # fmt: skip
CITATIONS = [
    citation(1, "source:a1", 2),
    citation(2, "source:a1", 4, basis="court", attributed_to="the verdict"),
    citation(3, "source:a2", 1, basis="official", attributed_to="the prosecutor's office"),
    citation(4, "source:a2", 7, basis="lawyer", attributed_to="her lawyer"),
    citation(5, "source:a3", 3, stance="contradicts", basis="relative", attributed_to="her aunt"),
    citation(6, "source:a3", 5, basis="ngo", attributed_to="Watch House"),
    citation(7, "source:a4", 1),
    citation(8, "source:a4", 6, basis="hearsay", attributed_to="a former prisoner"),
    citation(9, "source:a5", 2),
]
SENTENCES = [
    sentence(
        "n1", "e4", years=7, date=day("2028-12", "2028-12-01", "2028-12-31"), court="court:t1",
        starts=day("2028-03-14"), citations=[2],
        conditions=[
            {"kind": "media_ban", "years": 3, "months": 0, "days": 0, "quantity": None, "note": ""},
            {"kind": "community_work", "years": 0, "months": 0, "days": 0, "quantity": 100,
             "note": "within a year"},
        ],
    ),
    sentence(
        "n2", "e6", years=6, months=4, date=day("2030-05-04", basis="inferred"), court="court:t2",
        amends="n1", citations=[7], note="The report gives the cut; the rest is worked out.",
    ),
    sentence(
        "n3", "e4", kind="fine", amount="113400.00", currency="ZZD", is_converted=True,
        date=day("2028-12", "2028-12-01", "2028-12-31"), court="court:t1", citations=[2],
    ),
]  # fmt: skip
SPELLS = [
    spell(
        "detained", bounds("2028-03-14"), bounds("2028-12-01", "2028-12-31"),
        confirmed_on="2028-11-30", cause="e1",
    ),
    spell(
        "imprisoned", bounds("2028-12-01", "2028-12-31"), confirmed_on="2031-04-12", cause="e4",
    ),
]  # fmt: skip
STATE = {
    "state": "imprisoned",
    "certainty": "last_known",
    "since": bounds("2028-12-01", "2028-12-31"),
    "confirmed_on": "2031-04-12",
    "whereabouts": "in_country",
    "due_on": None,
    "alternatives": [],
}
SECOND = {
    "id": "s2",
    "ref": "person:p2",
    "headcount": 3,
    "headcount_basis": "minimum",
    "state": {
        "state": "restricted",
        "certainty": "possible",
        "since": bounds("2029-01-01", "2029-12-31"),
        "confirmed_on": "2029-06-30",
        "whereabouts": "abroad",
        "due_on": None,
        "alternatives": ["free"],
    },
    "spells": [
        spell("administrative_arrest", bounds("2028-03-14"), bounds("2028-03-29")),
        spell("free", bounds("2028-03-29"), bounds("2029-01-01", "2029-12-31"),
              confirmed_on="2028-03-29"),
        spell("restricted", bounds("2029-01-01", "2029-12-31"), confirmed_on="2029-06-30",
              is_possible=True, whereabouts="abroad"),
    ],
    "expected_release": None,
}  # fmt: skip


def case_document(**values: Any) -> Document:
    """A case with two subjects and everything that a page can show."""
    document = {
        "schema_version": 1,
        "kind": "case",
        "id": "c1",
        "slug": "zz-melin-ada-2028",
        "title": "Ada Melin and the leaflets of Marrow Ford",
        "country": "ZZ",
        "criterion": "political_prosecution",
        "grounds": ["expression", "opposition"],
        "summary": "Tried with at least three others over leaflets that asked for a ballot.",
        "last_verified_on": "2031-05-30",
        "status": "imprisoned",
        "opened": day("2028-03-14"),
        "last_event": day("2031-04-12", basis="inferred"),
        "subjects": [
            {
                "id": "s1",
                "ref": "person:p1",
                "headcount": 1,
                "headcount_basis": "exact",
                "state": STATE,
                "spells": SPELLS,
                "expected_release": {
                    "earliest": "2034-07-14",
                    "latest": "2034-07-14",
                    "sentence": "n2",
                },
            },
            SECOND,
        ],
        "events": EVENTS,
        "charges": [
            {
                "id": "g1",
                "subject": "s1",
                "ref": "person:p1",
                "wording": "According to the charge, calls to overthrow the council",
                "provision": "provision:v1",
                "status": "convicted",
                "steps": [
                    {"status": "pending", "event": "e2", "date": EVENTS[1]["date"]},
                    {"status": "convicted", "event": "e4", "date": EVENTS[3]["date"]},
                ],
                "citations": [3],
            }
        ],
        "sentences": SENTENCES,
        "designations": [
            {
                "id": "d1",
                "ref": "person:p1",
                "kind": "political_prisoner",
                "grantor": "organisation:o3",
                "granted": {"event": "e5", "date": EVENTS[4]["date"]},
                "withdrawn": {"event": "e6", "date": EVENTS[5]["date"]},
                "citations": [6],
            }
        ],
        "affiliations": [
            {
                "id": "f1",
                "person": "person:p1",
                "organisation": "organisation:o1",
                "role": "member",
                "asserted": "alleged_by_authorities",
                "starts": None,
                "ends": None,
                "citations": [3],
            }
        ],
        "relations": [
            {
                "id": "r1",
                "person": "person:p3",
                "kind": "lawyer",
                "related": "person:p1",
                "citations": [4],
            }
        ],
        "disputes": [
            {
                "id": "q1",
                "question": "How long did the trial last?",
                "reason": "The verdict gives both days; her aunt was not let in.",
                "is_decided": True,
                "claims": [
                    {"id": "k1", "claim": "Two days", "event": "e4", "charge": None,
                     "sentence": None, "affiliation": None, "is_used": True, "citations": [2]},
                    {"id": "k2", "claim": "One afternoon", "event": None, "charge": None,
                     "sentence": None, "affiliation": None, "is_used": False, "citations": [5]},
                ],
            }
        ],
        "citations": CITATIONS,
        "sources": [f"source:a{n}" for n in range(1, 6)],
        "refs": sorted(LABELS),
        "updated_at": UPDATED.isoformat(),
    }  # fmt: skip
    return deepcopy({**document, **values})


def person_document(**values: Any) -> Document:
    """Ada Melin over all her cases."""
    case = case_document()
    document = {
        **{key: case[key] for key in (
            "schema_version", "events", "charges", "sentences", "designations", "affiliations",
            "relations", "disputes", "citations", "sources", "refs", "updated_at",
        )},
        "kind": "person",
        "id": "p1",
        "slug": "melin-ada",
        "is_name_withheld": False,
        "names": [
            {"text": "Ada Melin", "script": "latn", "kind": "primary", "origin": "source",
             "citations": [1]},
            {"text": "Ада Мелин", "script": "cyrl", "kind": "spelling", "origin": "editorial",
             "citations": []},
        ],
        "descriptor": "",
        "headcount": 1,
        "headcount_basis": "exact",
        "gender": "female",
        "professions": ["journalist", "poet"],
        "citizenship": ["ZZ"],
        "particulars": {"citations": [1]},
        "note": "",
        "birth": {"date": day("1991", "1991-01-01", "1991-12-31"), "citations": [3]},
        "ages": [{"age": 37, "on": day("2028-12", "2028-12-01", "2028-12-31"), "citations": [5]}],
        "state": STATE,
        "spells": SPELLS,
        "expected_release": {"earliest": "2034-07-14", "latest": "2034-07-14", "sentence": "n2"},
        "cases": ["case:c1", "case:c2"],
    }  # fmt: skip
    return deepcopy({**document, **values})


def organisation_document(**values: Any) -> Document:
    """The League of Ballots: refused, later banned."""
    document = {
        "schema_version": 1,
        "kind": "organisation",
        "id": "o1",
        "slug": "zz-league",
        "organisation_kind": "movement",
        "country": "ZZ",
        "description": "A movement for elections to the council.",
        "url": "https://league.example/",
        "names": [
            {"text": "League of Ballots", "script": "latn", "kind": "primary", "origin": "source",
             "citations": [1]},
            {"text": "LoB", "script": "latn", "kind": "abbreviation", "origin": "source",
             "citations": [3]},
        ],
        "state": {"state": "banned", "certainty": "last_known", "since": bounds("2029-06-02"),
                  "confirmed_on": "2030-01-05", "whereabouts": "", "due_on": None,
                  "alternatives": []},
        "spells": [
            spell("unregistered", bounds("2027-01-01", "2027-12-31"), bounds("2029-06-02"),
                  case=None, cause="b1"),
            spell("banned", bounds("2029-06-02"), confirmed_on="2030-01-05", case=None, cause="b2"),
        ],
        "known_spells": [
            spell("unregistered", bounds("2027-01-01", "2027-12-31"), case=None, cause="b1",
                  confirmed_on="2027-01-01", known_from="2028-01-10", known_to="2029-06-09"),
            spell("unregistered", bounds("2027-01-01", "2027-12-31"), bounds("2029-06-02"),
                  case=None, cause="b1", known_from="2029-06-09", known_to=None),
            spell("banned", bounds("2029-06-02"), confirmed_on="2030-01-05", case=None, cause="b2",
                  known_from="2029-06-09", known_to=None),
        ],
        "links": [{"id": "k1", "kind": "splinter_of", "organisation": "organisation:o4",
                   "related": "organisation:o1", "citations": [3]}],
        "events": [
            event("b1", "registration_refused", day("2027", "2027-01-01", "2027-12-31"), case=None,
                  people=[], organisations=[{"ref": "organisation:o1", "role": "affected"}],
                  summary="The registry sent the papers back."),
            event("b2", "banned", day("2029-06-02"), case=None, people=[], court="court:t1",
                  organisations=[{"ref": "organisation:o1", "role": "affected"}],
                  summary="The court called it extremist and banned it.", citations=[3]),
        ],
        "affiliations": case_document()["affiliations"],
        "designations": [],
        "disputes": [],
        "citations": CITATIONS[:3],
        "sources": ["source:a1", "source:a2"],
        "refs": sorted(LABELS),
        "updated_at": UPDATED.isoformat(),
    }  # fmt: skip
    return deepcopy({**document, **values})


def entity_document(kind: str, key: str, slug: str, name: str, **values: Any) -> Document:
    """A court, provision, place or source."""
    return {
        "schema_version": 1,
        "kind": kind,
        "id": key,
        "slug": slug,
        "name": name,
        "other_names": [],
        "country": "ZZ",
        "refs": [],
        "updated_at": UPDATED.isoformat(),
        **values,
    }
