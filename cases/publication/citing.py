"""Numbers the citations of one document, and keeps account of all that it refers to."""

from typing import Any

from cases.publication.reading import Facts


class Page:
    """The references and citations of one document, collected while it is built."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.refs: set[str] = set()
        self.citations: list[dict[str, Any]] = []
        self._numbers: dict[tuple[Any, ...], int] = {}

    def ref(self, row: Any | None) -> str | None:
        """The reference to a row, noted as used; None for None."""
        if row is None:
            return None
        ref = ref_of(row)
        self.refs.add(ref)
        return ref

    def cite(self, *rows: Any) -> list[int]:
        """The numbers of the citations of these rows, in order of first use in the document."""
        numbers = [self._number(one) for row in rows for one in self.facts.citations(row)]
        return list(dict.fromkeys(numbers))

    def _number(self, citation: Any) -> int:
        source = self.facts.sources[citation.source_id]
        key = (
            source.public_id,
            citation.paragraph,
            citation.locator,
            citation.stance,
            citation.basis,
            citation.attributed_to,
            citation.note,
        )
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self.citations.append(
                {
                    "n": self._numbers[key],
                    "source": self.ref(source),
                    "paragraph": citation.paragraph,
                    "locator": citation.locator,
                    "stance": citation.stance,
                    "basis": citation.basis,
                    "attributed_to": citation.attributed_to,
                    "note": citation.note,
                }
            )
        return self._numbers[key]

    def sources(self) -> list[str]:
        """The sources cited, in order of first use."""
        return list(dict.fromkeys(citation["source"] for citation in self.citations))


_KINDS = {"legalprovision": "provision"}
# By class: a reference is made for every mention of a row.
_PREFIXES: dict[type, str] = {}


def ref_of(row: Any) -> str:
    """`kind:public_id` of a row."""
    made = type(row)
    prefix = _PREFIXES.get(made)
    if prefix is None:
        name = row._meta.model_name
        prefix = _PREFIXES[made] = f"{_KINDS.get(name, name)}:"
    return prefix + row.public_id
