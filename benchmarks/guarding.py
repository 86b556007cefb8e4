"""What is measured destructively is measured on invented cases only."""

from typing import Any

from cases import models as m
from cases.publication.models import PublishedCase
from cases.sampling.world import CODES


class RealCases(Exception):
    """The database holds a case of a country that exists."""


def check_invented() -> None:
    """Raise RealCases unless every case, fact or published, is of an invented country."""
    for model, column in ((m.Case, "country"), (PublishedCase, "country_code")):
        rows: Any = model.objects.exclude(**{f"{column}__in": CODES})
        if rows.exists():
            raise RealCases("this database holds cases that make_sample did not make")
