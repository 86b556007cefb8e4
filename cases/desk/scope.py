"""Which case a page of the desk is about: from the row shown, or from the address that led here."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from cases import models as m

# From a row to its case, relation by relation.
PATHS: dict[type[Model], tuple[str, ...]] = {
    m.Case: (),
    m.Subject: ("case",),
    m.Event: ("case",),
    m.Charge: ("subject", "case"),
    m.Sentence: ("subject", "case"),
    m.Designation: ("granted", "case"),
    m.Dispute: ("case",),
    m.DisputeClaim: ("dispute", "case"),
}
# Names in the address that lead to a case, with the model whose key they carry.
PRESETS: dict[str, type[Model]] = {
    "case": m.Case,
    "subject": m.Subject,
    "event": m.Event,
    "granted": m.Event,
    "charge": m.Charge,
    "dispute": m.Dispute,
}


def case_of(row: Any) -> m.Case | None:
    """The case that `row` belongs to, if any."""
    path = PATHS.get(type(row))
    if path is None:
        return None
    for name in path:
        row = getattr(row, name, None)
        if row is None:
            return None
    return row


def is_key(text: Any) -> bool:
    """Whether a text from an address can be a primary key at all."""
    # Eighteen digits are what both databases keep; more would be an overflow, not a row.
    return str(text).isascii() and str(text).isdecimal() and len(str(text)) <= 18


def found(model: type[Model], key: Any) -> Any:
    """The row with the primary key `key`, or None; `key` may be any text at all."""
    return model._base_manager.filter(pk=int(key)).first() if is_key(key) else None


def set_view(request: HttpRequest, row: Any) -> None:
    """Remember which case this request is about: that of `row`, else the one in the address."""
    case = case_of(row) if row is not None else None
    if case is None and row is None:
        for name, model in PRESETS.items():
            if name in request.GET and (case := case_of(found(model, request.GET[name]))):
                break
    request.__dict__["_case_in_view"] = case


def case_in_view(request: HttpRequest) -> m.Case | None:
    """The case that `set_view` found."""
    return request.__dict__.get("_case_in_view")
