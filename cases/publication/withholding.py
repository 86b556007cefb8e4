"""Withholding a name, and showing it again: which documents may hold it, and that all are projected
before the editor's step ends."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Min, Q

from cases import models as m
from cases.publication import models as p
from cases.publication.citing import ref_of
from cases.publication.deciding import decide
from cases.publication.mentioning import documents_showing, mentioning, naming
from cases.publication.projecting import renew
from cases.publication.purging import forget_everything
from cases.publication.reaching import reach_of_refs
from cases.publication.reading import Reach
from cases.publication.scrubbing import REPLACEMENT, Words, is_touched, scrub, words_of
from cases.publication.stating import Stated
from cases.publication.turns import take_turn
from cases.publication.withheld import Near, NearBut, Withheld, read_withheld
from cases.publication.writing import Written

# The facts whose addresses or file names no search text holds. A facility has a key, but no page.
_ADDRESSED: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (m.Case, ("slug",)),
    (m.Person, ("slug",)),
    (m.Organisation, ("key", "url")),
    (m.Court, ("key",)),
    (m.Place, ("key",)),
    (m.LegalProvision, ("key",)),
    (m.Source, ("key", "url", "archived_url", "document_name")),
)
_WITH_DOCUMENT = (
    Q(document__startswith="case:")
    | Q(document__startswith="person:")
    | Q(document__startswith="organisation:")
)


def withhold_name(person: m.Person, *, today: date, now: datetime) -> Written:
    """Withhold a person's name in every output, before this returns; old addresses are gone."""
    with transaction.atomic():
        decide(person, "is_name_withheld", True)
        return withhold_again(person, today=today, now=now)


def withhold_again(person: m.Person, *, today: date, now: datetime) -> Written:
    """Take a name that is withheld, with spellings that may be new, out of every output."""
    with transaction.atomic():
        take_turn()
        p.Label.objects.filter(ref=ref_of(person)).update(
            text="", is_masked=True, slug="", detail={}
        )
        withheld = read_withheld()
        words = words_of(withheld.spellings[person.pk], with_single_words=False)
        reach, _missing = _reach_of(person, withheld, words)
        done, _refused = renew(reach, today=today, now=now, is_thorough=True)
        _forget_addresses(person, reach, withheld, words)
        forget_everything()
    return done


def unwithhold_name(person: m.Person, *, today: date, now: datetime) -> Written:
    """Show a person's name again. Addresses deleted by withholding do not come back."""
    with transaction.atomic():
        # Withheld still, until what shows only a token is found; the row is ours from here.
        m.Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        take_turn()
        withheld = read_withheld()
        # Where the name was taken out, only the token shows that it stood there.
        spellings = [*withheld.spellings.get(person.pk, ()), REPLACEMENT]
        words = words_of(spellings, with_single_words=False)
        reach, _missing = _reach_of(person, withheld, words)
        decide(person, "is_name_withheld", False)
        done, _refused = renew(reach, today=today, now=now, is_thorough=True)
    return done


def _reach_of(person: m.Person, withheld: Withheld, words: Words) -> tuple[Reach, set[str]]:
    """All that may show the person's name now, or would if it were not withheld."""
    ref = ref_of(person)
    named = naming(words) | _addressed(words) | _cited(words) | _told(words)
    refs = {ref} | mentioning(ref) | named | _shown_by(withheld.sources, person)
    for one in named:
        refs |= documents_showing(one)
    reach, missing = reach_of_refs(refs)
    for into, near in (
        (reach.cases, withheld.inside),
        (reach.cases, withheld.beside),
        (reach.people, withheld.people),
        (reach.organisations, withheld.organisations),
    ):
        into |= _near_to(person, near)
    return reach, missing


def _near_to(person: m.Person, near: Near | NearBut) -> set[int]:
    return {pk for pk, whose in near.items() if person.pk in whose}


def _addressed(words: Words) -> set[str]:
    """The references of the facts in whose addresses or file names a spelling stands.

    All are looked through: what a word is folded to no database can tell.
    """
    found = set()
    for model, names in _ADDRESSED:
        for row in _touched(model, names, words):
            found.add(ref_of(row))
    publishers = _touched(m.Publisher, ("url",), words)
    for source in m.Source.objects.filter(publisher__in=publishers).only("public_id"):
        found.add(ref_of(source))
    return found


def _touched(model: Any, names: tuple[str, ...], words: Words) -> list[Any]:
    may_hold = words.addresses().match
    rows = model.objects.order_by().values_list("pk", *names).iterator()
    near = {pk for pk, *texts in rows if may_hold(" ".join(texts))}
    return [
        row
        for row in model.objects.filter(pk__in=near)
        if any(is_touched(getattr(row, name), words) for name in names)
    ]


def _cited(words: Words) -> set[str]:
    """The references of the documents in whose citations a spelling stands that no search finds:
    as a locator, and of an event of no case."""
    citations = p.PublishedCitation.objects.order_by()
    found = set()
    for rows in (
        citations.filter(Stated(F("locator"))),
        # What begins so, said so that both databases use the index.
        citations.filter(owner__gte="event:", owner__lt="event;"),
    ):
        for owner, *told in rows.values_list("owner", "locator", "attributed_to", "note"):
            if any(scrub(one, words) != one for one in told):
                found.add(owner)
    return found


def _told(words: Words) -> set[str]:
    """The references of the events of no case in whose summary a spelling stands."""
    rows = p.PublishedEvent.objects.filter(case=None).values_list("owner", "summary")
    return {owner for owner, text in rows.iterator() if scrub(text, words) != text}


def _shown_by(sources: NearBut, person: m.Person) -> set[str]:
    """A document for each source near the person; it renews the source and what that is called."""
    near = _near_to(person, sources)
    keys = m.Source.objects.filter(pk__in=near).values_list("public_id", flat=True)
    rows = p.Mention.objects.filter(_WITH_DOCUMENT, mentioned__in=[f"source:{k}" for k in keys])
    one_each = rows.order_by().values("mentioned").annotate(one=Min("document"))
    return set(one_each.values_list("one", flat=True))


def _forget_addresses(person: m.Person, reach: Reach, withheld: Withheld, words: Words) -> None:
    """Let no former address and no tombstone tell that somebody of this name was ever here.

    In those of whoever and whatever is near, as in their texts, a single word of the name tells it.
    """
    p.SlugRedirect.objects.filter(kind="person", public_id=person.public_id).delete()
    keys = {person.public_id}
    single = withheld.words([person.pk])
    models: tuple[tuple[Any, set[int]], ...] = (
        (m.Case, reach.cases),
        (m.Person, reach.people),
        (m.Organisation, _near_to(person, withheld.organisations)),
        (m.Source, _near_to(person, withheld.sources)),
    )
    for model, ids in models:
        keys |= set(model.objects.filter(pk__in=ids).values_list("public_id", flat=True))
    for former in p.SlugRedirect.objects.iterator():
        if is_touched(former.old_slug, single if former.public_id in keys else words):
            former.delete()
    for grave in p.Tombstone.objects.iterator():
        if is_touched(grave.slug, single if grave.public_id in keys else words):
            p.Tombstone.objects.get_or_create(
                kind=grave.kind,
                slug=grave.public_id,
                defaults={"public_id": grave.public_id, "withdrawn_at": grave.withdrawn_at},
            )
            grave.delete()
