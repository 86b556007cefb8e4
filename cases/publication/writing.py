"""Writes a projection: only rows whose digest changed, a fixed number of queries a batch.

What the rows hold was decided before; here they are only compared and stored.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cases.publication import models as p
from cases.publication.addressing import MODELS
from cases.publication.children import remove_children, write_children
from cases.publication.chunking import EVERY, LISTED, FacetChanges
from cases.publication.counting import COUNTED
from cases.publication.holding import write_held
from cases.publication.labels import LabelRow
from cases.publication.models.base import BODY_COLUMNS, body_of
from cases.publication.packing import GONE, packed
from cases.publication.projection import QUIET, WITH_CHILDREN, Projection, Row
from cases.publication.records import delete_having, values_having
from cases.publication.referring import write_labels, write_mentions
from cases.publication.totalling import Share, Totals, share_of, standing_shares
from cases.publication.upserting import insert, upsert

FACETS: dict[str, tuple[Any, str]] = {
    "case": (p.CaseFacet, "case"),
    "person": (p.PersonFacet, "person"),
}


@dataclass(slots=True)
class Written:
    """What a projection changed; `orphans` are references that something no longer mentions.

    `held` is yet to be added to the running totals of people held, `facets` to be told to
    chunking.write_chunks, at the end of the transaction. `touched` are references of what changed
    and of what it mentions: answers that show one of them may be others now. `appeared` are those
    that no document had mentioned, `relabelled` those that are called otherwise now, with what they
    were called before.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    orphans: set[str] = field(default_factory=set)
    recount: set[tuple[str, str]] = field(default_factory=set)
    held: Totals = field(default_factory=Totals)
    facets: FacetChanges = field(default_factory=FacetChanges)
    touched: set[str] = field(default_factory=set)
    appeared: set[str] = field(default_factory=set)
    relabelled: dict[str, LabelRow] = field(default_factory=dict)

    def add(self, other: "Written") -> None:
        """Take another's account into this one."""
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.removed += other.removed
        self.orphans |= other.orphans
        self.recount |= other.recount
        self.held.add(other.held)
        self.facets.add(other.facets)
        self.touched |= other.touched
        self.appeared |= other.appeared
        self.relabelled |= other.relabelled


def write(made: Projection, *, now: datetime, suspect: Container[str] = frozenset()) -> Written:
    """Store what changed, and `suspect` rows in any case. Call inside a transaction, after
    taking its turn."""
    done = Written()
    changed: dict[str, list[Row]] = defaultdict(list)
    assert made.addresses is not None
    for row in made.rows:
        standing = made.addresses.standing[row.kind].get(row.public_id)
        if standing and standing["digest"] == row.digest and row.ref not in suspect:
            done.unchanged += 1
            if "due_on" in row.columns and standing["due_on"] != row.columns["due_on"]:
                MODELS[row.kind].objects.filter(pk=standing["id"]).update(
                    due_on=row.columns["due_on"]
                )
            continue
        if standing:
            done.updated += 1
            _readdress(row, standing["slug"])
        else:
            done.created += 1
            _readdress(row)
        changed[row.kind].append(row)
    ids: dict[str, dict[str, int]] = {
        kind: {key: one["id"] for key, one in standing.items()}
        for kind, standing in made.addresses.standing.items()
    }
    before = standing_shares(
        ids["person"][row.public_id] for row in changed["person"] if row.public_id in ids["person"]
    )
    for kind in MODELS:
        _upsert(kind, changed[kind], ids[kind], now)
    every = [row for rows in changed.values() for row in rows]
    delete_having(p.Tombstone, "public_id", {row.public_id for row in every})
    for kind in FACETS:
        touched = _write_facets(kind, changed[kind], ids[kind], done.facets)
        done.recount |= touched if kind == "case" else set()
        for row in changed[kind]:
            pk = ids[kind][row.public_id]
            done.facets.rows[kind][pk] = packed(kind, pk, row.columns, row.states, row.held)
    for kind in LISTED:
        for key in ids[kind].keys() - made.addresses.standing[kind].keys():
            done.facets.note(kind, ids[kind][key], [EVERY], has=True)
    done.recount |= {(k, row.columns["slug"]) for k in COUNTED for row in changed[k]}
    _write_spells(changed, ids)
    for kind in FACETS:
        write_held(kind, changed[kind], ids[kind])
    for row in changed["person"]:
        _account(done, before.get(ids["person"][row.public_id]), row)
    _note_refused(made)
    moved = write_children(made, ids["case"], now, suspect)
    done.appeared, done.relabelled = write_labels(made.labels.values())
    done.touched |= done.appeared.union(done.relabelled)
    done.orphans |= write_mentions([*every, *made.alone])
    forget_mentions(moved, done)
    done.touched |= done.orphans.union(*({row.ref, *row.mentions} for row in every))
    _remove(made.absent, done)
    return done


def _note_refused(made: Projection) -> None:
    """Keep account of the cases that fail their checks, and of those that do no more."""
    told = {row.public_id for row in made.rows if row.kind == "case"} | set(made.refused)
    told |= {ref.removeprefix("case:") for ref in made.absent if ref.startswith("case:")}
    standing = {key for (key,) in values_having(p.RefusedCase, ("public_id",), "public_id", told)}
    delete_having(p.RefusedCase, "public_id", standing - set(made.refused))
    if new := set(made.refused) - standing:
        p.RefusedCase.objects.bulk_create([p.RefusedCase(pk=key) for key in sorted(new)])


def _upsert(kind: str, rows: list[Row], ids: dict[str, int], now: datetime) -> None:
    """Store rows and their bodies; `ids`, of rows by identifier, takes in those of new ones."""
    if not rows:
        return
    model = MODELS[kind]
    marks = {"updated_at": now} | ({"case_count": 0} if kind in COUNTED else {})
    upsert(
        model,
        [{**row.columns, "digest": row.digest, **marks} for row in rows],
        keep=QUIET - {"due_on"},
    )
    if new := {row.public_id for row in rows} - set(ids):
        ids |= dict(model.objects.filter(public_id__in=new).values_list("public_id", "pk"))
    bodies = [{"row_id": ids[row.public_id], **_body(row, now)} for row in rows]
    upsert(body_of(model), bodies, key="row_id")


def _body(row: Row, now: datetime) -> dict[str, Any]:
    columns = {name: row.columns[name] for name in BODY_COLUMNS}
    columns["document"] = {**columns["document"], "updated_at": now.isoformat()}
    return columns


def _readdress(row: Row, old_slug: str = "") -> None:
    """Keep the former address leading here, unless a name must not be found through it."""
    slug = row.columns["slug"]
    if slug == row.public_id:
        p.SlugRedirect.objects.filter(kind=row.kind, public_id=row.public_id).delete()
    elif old_slug not in ("", slug, row.public_id):
        p.SlugRedirect.objects.filter(kind=row.kind, old_slug=slug).delete()
        p.SlugRedirect.objects.update_or_create(
            kind=row.kind, old_slug=old_slug, defaults={"public_id": row.public_id}
        )


def _write_facets(
    kind: str, rows: list[Row], ids: dict[str, int], changes: FacetChanges
) -> set[tuple[str, str]]:
    """Replace what differs and note it in `changes`; returns the facets that came or went."""
    model, owner = FACETS[kind]
    if not rows:
        return set()
    wanted = {ids[row.public_id]: row.facets for row in rows}
    column = f"{owner}_id"
    gone, kept = [], defaultdict(set)
    touched: set[tuple[str, str]] = set()
    columns = ("id", column, "facet", "value")
    for pk, owner_id, facet, value in values_having(model, columns, column, wanted):
        if (facet, value) in wanted[owner_id]:
            kept[owner_id].add((facet, value))
        else:
            gone.append(pk)
            touched.add((facet, value))
            changes.note(kind, owner_id, [(facet, value)], has=False)
    delete_having(model, "id", gone)
    new: list[dict[str, Any]] = [
        {"facet": facet, "value": value, column: owner_id}
        for owner_id, facets in wanted.items()
        for facet, value in sorted(facets - kept[owner_id])
    ]
    insert(model, new)
    for row in new:
        touched.add((row["facet"], row["value"]))
        changes.note(kind, row[column], [(row["facet"], row["value"])], has=True)
    return touched


def _remove_facets(kind: str, pks: list[int], changes: FacetChanges) -> set[tuple[str, str]]:
    """Delete the facets of these rows and note it in `changes`; returns those that went."""
    model, owner = FACETS[kind]
    facets = model.objects.filter(**{f"{owner}__in": pks})
    touched: set[tuple[str, str]] = set()
    for pk, facet, value in facets.values_list(f"{owner}_id", "facet", "value"):
        touched.add((facet, value))
        changes.note(kind, pk, [(facet, value)], has=False)
    for pk in pks:
        changes.rows[kind][pk] = GONE
    facets.delete()
    return touched


def _account(done: Written, before: Share | None, row: Row) -> None:
    """What becomes of a person's share in the running totals."""
    share = share_of(row.columns["headcount"], row.held, row.facets)
    if share != before:
        if before:
            done.held.take(before, -1)
        done.held.take(share, 1)


def _write_spells(changed: dict[str, list[Row]], ids: dict[str, dict[str, int]]) -> None:
    cases = [ids["case"][row.public_id] for row in changed["case"]]
    people = [ids["person"][row.public_id] for row in changed["person"]]
    if not cases and not people:
        return
    delete_having(p.PublishedSpell, "case_id", cases)
    if people:
        p.PublishedSpell.objects.filter(person__in=people, case__isnull=True).delete()
    spells = [spell for kind in ("person", "case") for row in changed[kind] for spell in row.spells]
    missing = {spell["person"] for spell in spells} - set(ids["person"])
    if missing:
        found = p.PublishedPerson.objects.filter(public_id__in=missing)
        ids["person"] |= dict(found.values_list("public_id", "pk"))
    insert(
        p.PublishedSpell,
        [
            {
                **spell,
                "person_id": ids["person"][spell["person"]],
                "case_id": ids["case"][spell["case"]] if spell["case"] else None,
            }
            for spell in spells
        ],
    )


def _remove(absent: set[str], done: Written) -> None:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for ref in absent:
        kind, _colon, key = ref.partition(":")
        by_kind[kind].append(key)
    remove_events(by_kind.pop("event", ()), done)
    for kind, keys in by_kind.items():
        remove_rows(kind, keys, done)


def remove_events(public_ids: Iterable[str], done: Written) -> None:
    """Delete what events own that belong to no case: their own rows too."""
    refs = {f"event:{key}" for key in public_ids}
    if refs:
        remove_children(refs)
        forget_mentions(refs, done)


def forget_mentions(documents: Collection[str], done: Written) -> set[str]:
    """Forget what these documents mention, and return it."""
    if not documents:
        return set()
    mentions = p.Mention.objects.filter(document__in=documents)
    gone = set(mentions.values_list("mentioned", flat=True))
    mentions.delete()
    done.orphans |= gone
    return gone


def remove_rows(kind: str, public_ids: Iterable[str], done: Written) -> None:
    """Delete published rows and all that hangs on them; their labels lose their page."""
    keys = list(public_ids)
    model = MODELS[kind]
    pks = list(model.objects.filter(public_id__in=keys).values_list("pk", flat=True))
    refs = [f"{kind}:{key}" for key in keys]
    if pks:
        if kind in WITH_CHILDREN:
            remove_children(refs)
        if kind == "case":
            p.PublishedSpell.objects.filter(case__in=pks).delete()
            p.CaseHeld.objects.filter(case__in=pks).delete()
            done.recount |= _remove_facets(kind, pks, done.facets)
        elif kind == "person":
            for share in standing_shares(pks).values():
                done.held.take(share, -1)
            p.PublishedSpell.objects.filter(person__in=pks).delete()
            p.PersonHeld.objects.filter(person__in=pks).delete()
            _remove_facets(kind, pks, done.facets)
        for pk in pks if kind in LISTED else ():
            done.facets.note(kind, pk, [EVERY], has=False)
        done.removed += len(pks)
        model.objects.filter(pk__in=pks).delete()
    gone = {*forget_mentions(refs, done), *refs}
    done.orphans |= gone
    if pks:
        done.touched |= gone
    p.Label.objects.filter(ref__in=refs).update(slug="")
