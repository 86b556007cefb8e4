"""Whether everything that the seeds mention exists, and exists once: across all files.

What must hold between the values of one section is in `consistency`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cases.seeding.consistency import problems_of
from cases.seeding.gathering import SeedFile, Seeds
from cases.seeding.reporting import Problem
from cases.seeding.schema import Entry, Mention, nearest

# These keys are known in their own file only; all others in all files.
LOCAL = {
    "event",
    "charge",
    "sentence",
    "affiliation",
    "designation",
    "dispute",
    "reported_count",
    "subject",
}
WHERE = {
    "publisher": "fixtures/publishers.json",
    "place": "fixtures/places.json",
    "court": "fixtures/courts.json",
    "facility": "fixtures/facilities.json",
    "provision": "fixtures/provisions.json",
    "organisation": "fixtures/organisations.json",
    "person": "the people of any file",
    "source": "seeds/documents.yaml",
    "subject": "the subjects of this file",
}


def check(seeds: Seeds) -> list[Problem]:
    """Every problem of the seeds: of their form, of what they mention, and within sections."""
    defined = [*seeds.defined, *_sources(seeds), *_subjects(seeds)]
    found = [*seeds.problems, *_defined_twice(seeds.defined), *_documents(seeds)]
    found += _unknown(seeds.mentioned, defined)
    found += _unknown_paragraphs(seeds)
    for file in seeds.files:
        found += problems_of(file)
    found += _relations_given_twice(seeds)
    return sorted(set(found))


def _articles(seeds: Seeds) -> Iterator[tuple[Entry, Entry]]:
    for document in seeds.documents:
        for article in document["articles"] or []:
            yield document, article


def _sources(seeds: Seeds) -> Iterator[Mention]:
    for _document, article in _articles(seeds):
        yield Mention("source", article["key"], seeds.documents_file, article.line)


def _subjects(seeds: Seeds) -> Iterator[Mention]:
    for file in seeds.files:
        for subject in _subjects_of(file):
            key = subject["person"] or subject["organisation"]
            yield Mention("subject", key, file.name, subject.line)


def _subjects_of(file: SeedFile) -> list[Entry]:
    return file.entry["subjects"] if file.is_case else []


def _scope(mention: Mention) -> tuple[str, str]:
    return (mention.kind, mention.file if mention.kind in LOCAL else "")


def _defined_twice(defined: list[Mention]) -> Iterator[Problem]:
    first: dict[tuple[tuple[str, str], str], Mention] = {}
    for mention in defined:
        at = first.setdefault((_scope(mention), mention.key), mention)
        if at is not mention:
            message = (
                f"{mention.kind} '{mention.key}' is defined already in {at.file}:{at.line}: "
                "a key is defined once; elsewhere only name it."
            )
            yield Problem(mention.file, mention.line, message)


def _unknown(mentioned: list[Mention], defined: list[Mention]) -> Iterator[Problem]:
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in defined:
        if one.key:
            known[_scope(one)].add(one.key)
    for mention in mentioned:
        keys = known[_scope(mention)]
        if mention.kind == "paragraph" or mention.key in keys:
            continue
        near = nearest(mention.key, sorted(keys))
        hint = near
        if near == ".":
            hint = f": add it to {WHERE.get(mention.kind, 'this file')} or mend the key."
        message = f"there is no {mention.kind} '{mention.key}'{hint}"
        yield Problem(mention.file, mention.line, message)


def _unknown_paragraphs(seeds: Seeds) -> Iterator[Problem]:
    lengths = {article["key"]: article["paragraphs"] for _document, article in _articles(seeds)}
    for mention in seeds.mentioned:
        if mention.kind != "paragraph":
            continue
        source, _dot, number = mention.key.partition(".")
        if source not in lengths:
            message = f"cites {mention.key}, but {seeds.documents_file} lists no article {source}."
            yield Problem(mention.file, mention.line, message)
        elif lengths[source] and int(number) > lengths[source]:
            message = f"cites {mention.key}, but article {source} has {lengths[source]} paragraphs."
            yield Problem(mention.file, mention.line, message)


def _documents(seeds: Seeds) -> Iterator[Problem]:
    keys: set[str] = set()
    for document, article in _articles(seeds):
        key = article["key"]
        if key in keys:
            yield Problem(seeds.documents_file, article.line, f"article {key} is listed twice.")
        keys.add(key)
        if key and key != f"{document['key']}/{article['number']}":
            message = f"article {key} is number {article['number']} of document {document['key']}."
            yield Problem(seeds.documents_file, article.line_of("key"), message)
        if key and article["same_as"] == key:
            message = f"article {key} cannot repeat itself."
            yield Problem(seeds.documents_file, article.line_of("same_as"), message)


def _relations_given_twice(seeds: Seeds) -> Iterator[Problem]:
    first: dict[tuple[str, ...], tuple[str, int]] = {}
    for file in seeds.files:
        for relation in file.entry["relations"]:
            key = (relation["person"], relation["kind"], relation["related"])
            at = first.setdefault(key, (file.name, relation.line))
            if at != (file.name, relation.line):
                message = f"this relation stands already in {at[0]}:{at[1]}: keep one."
                yield Problem(file.name, relation.line, message)
