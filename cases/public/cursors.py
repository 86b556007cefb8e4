"""Cursors: the place of a list after which a page begins, as text in an address."""

import base64
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Model
from django.utils.translation import gettext as _

from cases.public.parameters import WrongParameter


def write_cursor(key: str, told: Any, pk: int) -> str:
    """The place of the row with this number and value in the order `key`."""
    text = json.dumps([key, told, pk], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(order: Any, model: type[Model], text: str) -> tuple[Any, int]:
    """The value and number in a cursor. It comes from outside, so nothing in it is believed."""
    try:
        padded = text + "=" * (-len(text) % 4)
        key, told, pk = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        if key != order.key or type(pk) is not int or not 0 < pk < 2**63:
            raise ValueError(key)
        return order.read(model, told), pk
    except (ValueError, TypeError, OverflowError, ValidationError, RecursionError):
        right = _("Take this value from the address of a “Next page” link, with the same order.")
        raise WrongParameter("after", text, right) from None


def read_value(field: Field, told: Any) -> Any:
    """What the database can compare the field with; raises ValueError, OverflowError (JSON knows
    numbers that are infinite) or ValidationError."""
    if told is None:
        if not field.null:
            raise ValueError(field.name)
        return None
    value = field.to_python(told)
    if isinstance(value, int) and abs(value) >= 2**31:
        raise ValueError(value)
    if isinstance(value, str) and "\x00" in value:
        raise ValueError(value)
    str(value).encode()  # a lone surrogate is no text
    return value
