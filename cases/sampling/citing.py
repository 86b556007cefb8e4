"""Citations of invented sources: mostly one for a fact, at times more, at times one against it."""

from datetime import date, timedelta
from random import Random
from typing import Any

from cases import models as m
from cases.sampling.rows import Rows
from cases.sampling.world import Country
from cases.vocabulary import CitationBasis, DateBasis, SourceKind, Stance

_WORDS_OF = (
    CitationBasis.MEDIA,
    CitationBasis.MEDIA,
    CitationBasis.MEDIA,
    CitationBasis.NGO,
    CitationBasis.COURT,
    CitationBasis.OFFICIAL,
    CitationBasis.LAWYER,
    CitationBasis.RELATIVE,
    CitationBasis.VICTIM,
    CitationBasis.HEARSAY,
)
_KINDS = (SourceKind.ARTICLE,) * 6 + (SourceKind.STATEMENT, SourceKind.JUDGMENT, SourceKind.REPORT)


class Citing:
    """Makes the sources of one chunk of cases, and cites them. `report` names many of its cases."""

    def __init__(self, draw: Random, rows: Rows, number: int, country: Country) -> None:
        self._draw = draw
        self._rows = rows
        self._number = number
        self.report = self.source(country, date(2026, 7, 1), "Survey of a year of trials")

    def source(self, country: Country, day: date, about: str) -> Any:
        """A new source about something that was known on `day`, published some days later."""
        draw = self._draw
        n = len(self._rows.of[m.Source])
        published = day + timedelta(days=draw.randint(0, 20))
        chance = draw.random()
        text = published.isoformat() if chance < 0.9 else f"{published:%Y-%m}"
        return self._rows.add(
            m.Source,
            key=f"sample-{self._number}/{n}",
            kind=draw.choice(_KINDS),
            publisher_id=draw.choice(country.publishers).pk,
            label=about[:250],
            language=draw.choice(("en", "ru", "ar")),
            published=text if chance < 0.97 else "",
            published_basis=DateBasis.INFERRED if chance > 0.85 else DateBasis.STATED,
            url=f"https://{country.code.lower()}.example/{self._number}/{n}",
            is_confidential=draw.random() < 0.01,
        )

    def cite(self, model: Any, row: Any, source: Any, other: Any = None) -> None:
        """Cite `source` for a fact; now and then `other` too, or the chunk's report."""
        draw = self._draw
        self._add(model, row, source, Stance.SUPPORTS)
        if other is not None and other is not source and draw.random() < 0.25:
            self._add(model, row, other, Stance.SUPPORTS)
        if draw.random() < 0.01:
            against = draw.random() < 0.5
            stance = Stance.CONTRADICTS if against else Stance.SUPPORTS
            self._add(model, row, self.report, stance)

    def _add(self, model: Any, row: Any, source: Any, stance: Stance) -> None:
        draw = self._draw
        basis = draw.choice(_WORDS_OF)
        self._rows.add(
            model,
            cited_id=row.pk,
            source_id=source.pk,
            paragraph=draw.randint(1, 40),
            stance=stance,
            basis=basis,
            attributed_to="her lawyer" if basis == CitationBasis.LAWYER else "",
        )
