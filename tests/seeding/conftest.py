"""A small set of seeds about invented people of the invented Republic of Zemlia (ZM), in folders
that a test may change, and the loading of them."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from cases.seeding.applying import apply_seeds
from cases.seeding.reporting import SeedReport

TODAY = date(2031, 1, 1)
NOW = datetime(2031, 1, 1, tzinfo=UTC)

# A document of two articles of three and two paragraphs.
DOCUMENT = """The Zemlian Courier
• The poet Ilan Orvel was arrested in Harbour Town on 4 March 2030, police said.
The city court gave him seven years on 6 May and a fine of 2 million crowns.
His lawyer, Ada Melin, spoke of a show trial.

• Another thing happened in 2031 to nobody named here.
It took eighteen days.
"""

DOCUMENTS = f"""
documents:
  - key: "900"
    file: courier.txt
    sha256: {sha256(DOCUMENT.encode()).hexdigest()}
    publisher: zm-courier
    layout: feed
    articles:
      - {{number: 1, key: "900/1", first_line: 2, paragraphs: 3, label: The trial of a poet,
         kind: article, published: "2030-05-07"}}
      - {{number: 2, key: "900/2", first_line: 6, paragraphs: 2, label: Another thing,
         kind: article, published: "2031-02", published_basis: inferred}}
"""

CASE = """\
case:
  key: zm-orvel-ilan-2030
  title: Ilan Orvel, sentenced for a poem
  country: ZM
  criterion: political_prosecution
  grounds: [expression]
  summary: A poet was arrested and sentenced.
people:
  - key: orvel-ilan
    names:
      - {text: Ilan Orvel, cite: ["900/1.1"]}
      - {text: Илан Орвель, origin: editorial}
    professions: [poet]
    cite: ["900/1.1"]
subjects:
  - person: orvel-ilan
events:
  - key: sentence
    kind: sentence
    date: 2030-05-06
    after: arrest
    place: zm-harbour
    court: zm-harbour-court
    summary: He was sentenced.
    people: [orvel-ilan, {person: melin-ada, role: lawyer}]
    cite: ["900/1.2"]
  - key: arrest
    kind: arrest
    date: "2030-03-04"
    summary: Police arrested him.
    cite:
      - {at: "900/1.1", basis: official, attributed_to: the police}
charges:
  - key: slander
    subject: orvel-ilan
    wording: according to the charge, slander of the state
    history:
      - {status: convicted, event: sentence}
    cite: ["900/1.2"]
sentences:
  - key: seven-years
    subject: orvel-ilan
    event: sentence
    kind: imprisonment
    years: 7
    cite: ["900/1.2"]
  - key: fine
    subject: orvel-ilan
    event: sentence
    kind: fine
    amount: 2000000
    currency: ZMC
    cite: ["900/1.2"]
"""

ORGANISATION = """\
organisation: {key: zm-open-square}
names:
  - {text: Open Square, kind: primary, origin: editorial}
people:
  - key: melin-ada
    names: [{text: Ada Melin, cite: ["900/1.3"]}]
relations:
  - {person: melin-ada, kind: lawyer, related: orvel-ilan, cite: ["900/1.3"]}
"""

FIXTURES = {
    "publishers": [("publisher", {"key": "zm-courier", "name": "Zemlian Courier"})],
    "places": [
        # The part stands before the whole: order must not matter.
        (
            "place",
            {
                "key": "zm-harbour",
                "name": "Harbour Town",
                "kind": "city",
                "country": "ZM",
                "parent": ["zm"],
                "latitude": "43.2380",
                "longitude": "76.9",
            },
        ),
        ("place", {"key": "zm", "name": "Zemlia", "kind": "country", "country": "ZM"}),
    ],
    "courts": [
        (
            "court",
            {
                "key": "zm-harbour-court",
                "name": "Harbour City Court",
                "country": "ZM",
                "place": ["zm-harbour"],
            },
        )
    ],
    "organisations": [
        (
            "organisation",
            {"key": "zm-open-square", "name": "Open Square", "kind": "movement", "country": "ZM"},
        )
    ],
}


@dataclass
class Folders:
    """The folders of one test."""

    root: Path

    @property
    def seeds(self) -> Path:
        return self.root / "seeds"

    @property
    def fixtures(self) -> Path:
        return self.root / "fixtures"

    @property
    def case(self) -> Path:
        return self.seeds / "cases" / "zm-orvel-ilan-2030.yaml"

    @property
    def organisation(self) -> Path:
        return self.seeds / "organisations" / "zm-open-square.yaml"

    @property
    def documents(self) -> Path:
        return self.seeds / "documents.yaml"

    def change(self, old: str, new: str, path: Path | None = None) -> None:
        """Replace text that stands once in a file (the case's unless said)."""
        path = path or self.case
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def line_of(self, words: str, path: Path | None = None) -> int:
        """The first line of a file that holds these words."""
        lines = (path or self.case).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if words in line)

    def load(self, *, is_dry_run: bool = False, publishes: bool = False) -> SeedReport:
        """Load them as they are now."""
        return apply_seeds(
            self.seeds,
            self.fixtures,
            today=TODAY,
            now=NOW,
            is_dry_run=is_dry_run,
            publishes=publishes,
        )


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Seeds and fixtures that load without a complaint, and the document beside them."""
    made = Folders(tmp_path)
    for folder in (made.seeds / "cases", made.seeds / "organisations", made.fixtures):
        folder.mkdir(parents=True)
    made.case.write_text(CASE, encoding="utf-8")
    made.organisation.write_text(ORGANISATION, encoding="utf-8")
    made.documents.write_text(DOCUMENTS, encoding="utf-8")
    for name, rows in FIXTURES.items():
        text = json.dumps([{"model": f"cases.{model}", "fields": row} for model, row in rows])
        (made.fixtures / f"{name}.json").write_text(text, encoding="utf-8")
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "courier.txt").write_text(DOCUMENT, encoding="utf-8")
    return made


@pytest.fixture
def loaded(folders: Folders, db: None) -> Folders:
    """The same, loaded."""
    report = folders.load()
    assert report.rejected == []
    return folders
