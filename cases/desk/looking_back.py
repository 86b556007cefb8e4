"""One history of a case: every change to any of its rows, who made it, when, field by field.

It reads the history tables, so that rows that are gone are in it too.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases import models as m

KINDS = {"+": _("added"), "~": _("changed"), "-": _("deleted")}
# Stamps and computed columns: they change with something else that is shown.
UNSHOWN = {"id", "public_id", "created_at", "updated_at", "folded", "script"}
NOTHING = "—"
LONGEST = 300


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, in words."""

    name: str
    old: str
    new: str


@dataclass(slots=True)
class Change:
    """One change of one row. `row` says what the row was then; `fields` is empty for a deletion."""

    at: datetime
    number: int
    kind: str
    what: str
    who: str
    model: type[models.Model]
    pk: int
    reason: str
    fields: list[FieldChange] = field(default_factory=list)

    @property
    def kind_label(self) -> str:
        return str(KINDS[self.kind])


def changes_of_case(case_id: int) -> list[Change]:
    """Every change to the case and to the rows that belong or belonged to it, the latest first."""
    versions = [(model, list(rows)) for model, rows in _histories(case_id) if rows is not None]
    labels = _Labels(versions)
    found = [change for model, rows in versions for change in _changes(model, rows, labels)]
    return sorted(found, key=lambda change: (change.at, change.number), reverse=True)


def _histories(case_id: int) -> Iterator[tuple[type[models.Model], Any]]:
    def ever(model: Any, **filters: Any) -> list[int]:
        """Keys of the rows that at any time hung there."""
        return list(model.history.filter(**filters).values_list("id", flat=True).distinct())

    def rows(model: Any, keys: Iterable[int], name: str = "id") -> tuple[Any, Any]:
        filters = {f"{name}__in": set(keys)}
        return model, model.history.filter(**filters).order_by("id", "history_date", "history_id")

    subjects = ever(m.Subject, case_id=case_id)
    events = ever(m.Event, case_id=case_id)
    charges = ever(m.Charge, subject_id__in=subjects)
    sentences = ever(m.Sentence, subject_id__in=subjects)
    disputes = ever(m.Dispute, case_id=case_id)
    claims = ever(m.DisputeClaim, dispute_id__in=disputes)
    designations = ever(m.Designation, granted_id__in=events)
    yield rows(m.Case, [case_id])
    rows_of: tuple[tuple[Any, list[int]], ...] = (
        (m.Subject, subjects), (m.Event, events), (m.Charge, charges), (m.Sentence, sentences),
        (m.Dispute, disputes), (m.DisputeClaim, claims), (m.Designation, designations),
    )  # fmt: skip
    for model, keys in rows_of:
        yield rows(model, keys)
    hanging: tuple[tuple[Any, list[int], str], ...] = (
        (m.EventParticipant, events, "event_id"),
        (m.EventCitation, events, "cited_id"),
        (m.ChargeStep, charges, "charge_id"),
        (m.ChargeCitation, charges, "cited_id"),
        (m.Condition, sentences, "sentence_id"),
        (m.SentenceCitation, sentences, "cited_id"),
        (m.DisputeClaimCitation, claims, "cited_id"),
        (m.DesignationCitation, designations, "cited_id"),
    )
    for model, keys, name in hanging:
        yield rows(model, ever(model, **{f"{name}__in": keys}))


def _changes(model: Any, versions: list[Any], labels: "_Labels") -> Iterator[Change]:
    fields = [one for one in model._meta.concrete_fields if one.name not in UNSHOWN]
    fields = [one for one in fields if not one.name.endswith(("_earliest", "_latest"))]
    before: Any = None
    for version in versions:
        if before is not None and before.id != version.id:
            before = None
        changed = (
            [] if version.history_type == "-" else _differences(fields, before, version, labels)
        )
        if changed or version.history_type != "~":
            yield Change(
                at=version.history_date,
                number=version.history_id,
                kind=version.history_type,
                what=f"{model._meta.verbose_name}: {labels.of_version(model, version)}",
                who=labels.user(version.history_user_id),
                model=model,
                pk=version.id,
                reason=version.history_change_reason or "",
                fields=changed,
            )
        before = version


def _differences(
    fields: Iterable[Any], before: Any, after: Any, labels: "_Labels"
) -> list[FieldChange]:
    found = []
    for one in fields:
        new = getattr(after, one.attname)
        old = getattr(before, one.attname) if before is not None else None
        is_empty = before is None and (new in (None, "", [], 0, False) or new == one.get_default())
        if old != new and not is_empty:
            shown = labels.value(one, old) if before is not None else NOTHING
            name = str(getattr(one, "verbose_name", one.name))
            found.append(FieldChange(name, shown, labels.value(one, new)))
    return found


class _Labels:
    """Words for keys: the rows that the versions point to, read once a model."""

    def __init__(self, versions: Iterable[tuple[Any, list[Any]]]) -> None:
        wanted: dict[Any, set[int]] = defaultdict(set)
        users = set()
        for model, rows in versions:
            foreign = [one for one in model._meta.concrete_fields if one.remote_field]
            for row in rows:
                users.add(row.history_user_id)
                for one in foreign:
                    wanted[one.related_model].add(getattr(row, one.attname))
        self.users = {
            user.pk: user.get_username()
            for user in get_user_model()._default_manager.filter(pk__in=users - {None})
        }
        self.rows = {model: self._read(model, keys - {None}) for model, keys in wanted.items()}

    def _read(self, model: Any, keys: set[int]) -> dict[int, str]:
        rows = model._base_manager.filter(pk__in=keys)
        if model is m.Person:
            rows = rows.prefetch_related("names")
        if model is m.Subject:
            rows = rows.select_related("organisation").prefetch_related("person__names")
        if model is m.Designation:
            rows = rows.select_related("grantor")
        return {row.pk: str(row) for row in rows}

    def user(self, key: int | None) -> str:
        return self.users.get(key, "") if key else ""

    def value(self, one: Any, value: Any) -> str:
        if one.remote_field and value is not None:
            gone = _("%(row)s %(key)s (deleted)") % {
                "row": one.related_model._meta.verbose_name,
                "key": value,
            }
            return self.rows.get(one.related_model, {}).get(value, str(gone))
        if one.choices:
            value = dict(one.flatchoices).get(value, value)
        if isinstance(value, bool):
            return str(_("yes") if value else _("no"))
        if isinstance(value, list):
            value = ", ".join(map(str, value))
        text = NOTHING if value in (None, "") else str(value)
        return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"

    def of_version(self, model: Any, version: Any) -> str:
        """What the row was: its words if they are its own, else what it hangs on."""
        for name in ("title", "question", "claim", "wording"):
            if text := getattr(version, name, ""):
                return str(text)
        parts = []
        for name in ("date", "kind", "event", "person", "organisation", "role", "status", "source",
                     "cited", "charge", "sentence"):  # fmt: skip
            try:
                one = model._meta.get_field(name)
            except FieldDoesNotExist:
                continue
            value = getattr(version, one.attname)
            if value not in (None, ""):
                parts.append(self.value(one, value))
        return ", ".join(parts[:3]) or str(version.id)
