"""Orders of a list, and its pages: numbered to 100, then from a cursor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, cast

from django.db.models import F, Field, Model, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.public.conditions import beyond
from cases.public.cursors import read_cursor, read_value, write_cursor
from cases.public.fields import read_words
from cases.public.matching import ELSEWHERE, EXACT_NAME, rank
from cases.public.parameters import WrongParameter
from cases.public.selecting import Chosen
from cases.public.walking import Place, Stretch, find_ranked, find_rows, find_selected

PAGE_SIZE = 25
# A page number costs as many rows as it skips; a cursor costs the same everywhere.
LAST_NUMBERED = 100


@dataclass(frozen=True, slots=True)
class Sort:
    """One order of a list: by `field`, then by row number.

    Descending, rows without a value come last; ascending, every row has one. `has_index`: rows
    come in this order out of an index.
    """

    key: str
    label: Promise
    field: str
    is_descending: bool = False
    has_index: bool = True

    @property
    def terms(self) -> tuple[Any, ...]:
        """What the database orders by."""
        if self.is_descending:
            return F(self.field).desc(nulls_last=True), "-pk"
        return self.field, "pk"

    def ordered(self, rows: QuerySet) -> QuerySet:
        return rows.order_by(*self.terms)

    def sorted(self, rows: QuerySet) -> QuerySet:
        """As `ordered`, of rows that are to be fetched and then sorted.

        The value is written so that no index has it: PostgreSQL would follow the index of the
        order past every row of the list, where those asked for lie together at its end.
        """
        value = Coalesce(self.field, self.field)
        first = value.desc(nulls_last=True) if self.is_descending else value.asc()
        return rows.order_by(first, "-pk" if self.is_descending else "pk")

    def parts_after(self, rows: QuerySet, place: Place | None) -> Iterator[QuerySet]:
        """The rows after a place in order: those with a value, and then those without."""
        ordered = self.ordered(rows)
        if place is None:
            yield ordered
            return
        value, pk = place
        side = "lt" if self.is_descending else "gt"
        if value is None:
            yield ordered.filter(**{self.field: None, f"pk__{side}": pk})
            return
        field = cast(Field, rows.model._meta.get_field(self.field))
        is_after = beyond(self.field, field, value, pk, is_descending=self.is_descending)
        yield ordered.filter(is_after)
        if self.is_descending:
            yield ordered.filter(**{self.field: None})

    def told(self, row: Any) -> Any:
        """The row's value as JSON can hold it."""
        value = getattr(row, self.field)
        return value.isoformat() if isinstance(value, date) else value

    def read(self, model: type[Model], told: Any) -> Any:
        """What `told` was made of; raises ValueError or ValidationError if it cannot be."""
        return read_value(cast(Field, model._meta.get_field(self.field)), told)


@dataclass(frozen=True, slots=True)
class Relevance:
    """The order of a search for folded `words`: the best matches first, equal ones by `then`."""

    words: tuple[str, ...]
    then: Sort
    key: ClassVar = "relevance"
    label: ClassVar = gettext_lazy("Best match")

    @property
    def field(self) -> str:
        return self.then.field

    def ordered(self, rows: QuerySet) -> QuerySet:
        return rows.annotate(rank=rank(self.words)).order_by("rank", *self.then.terms)

    def told(self, row: Any) -> Any:
        return [row.rank, self.then.told(row)]

    def read(self, model: type[Model], told: Any) -> Any:
        place, own = told
        if type(place) is not int or not EXACT_NAME <= place <= ELSEWHERE:
            raise ValueError(place)
        return place, self.then.read(model, own)


Order = Sort | Relevance


CASE_SORTS = (
    Sort("last_event", gettext_lazy("Latest event"), "last_event_on", is_descending=True),
    Sort("opened", gettext_lazy("Opened most recently"), "opened_earliest", is_descending=True),
    Sort("title", gettext_lazy("Title"), "title"),
    Sort(
        "sentence", gettext_lazy("Longest sentence"), "longest_sentence_months", is_descending=True
    ),
)
PERSON_SORTS = (
    Sort("last_event", gettext_lazy("Latest event"), "last_event_on", is_descending=True),
    Sort("name", gettext_lazy("Name"), "name"),
    Sort("sentence", gettext_lazy("Longest sentence"), "sentence_months", is_descending=True),
)
NAME_SORT = Sort("name", gettext_lazy("Name"), "name", has_index=False)
SOURCE_SORT = Sort("published", gettext_lazy("Date"), "published_on", is_descending=True)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list. `number` is None after a cursor; `next_after` is the cursor to go on."""

    rows: list[Any]
    count: int
    number: int | None
    pages: int
    next_number: int | None
    next_after: str | None

    @property
    def previous_number(self) -> int | None:
        return self.number - 1 if self.number and self.number > 1 else None


def offered_sorts(sorts: Sequence[Sort], given: QueryDict) -> list[Order]:
    """The orders that there are, the one without asking first: a search has the best match."""
    words = read_words(given.get("q", ""))
    return [Relevance(words, sorts[0]), *sorts] if words else list(sorts)


def chosen_sort(sorts: Sequence[Sort], given: QueryDict) -> Order:
    """The order asked for, the first if none; raises WrongParameter for one that there is not."""
    offered = offered_sorts(sorts, given)
    wanted = given.get("sort", offered[0].key)
    for sort in offered:
        if sort.key == wanted:
            return sort
    names = ", ".join(sort.key for sort in offered)
    raise WrongParameter("sort", wanted, _("It is one of: %(names)s.") % {"names": names})


def take_page(rows: QuerySet, sort: Order, given: QueryDict, chosen: Chosen | None = None) -> Page:
    """The page that the parameters `page` or `after` ask for, of `rows` or of those chosen.

    One query for the count where nothing is chosen, and one or two for the rows, of a search for
    each rank of match that the page has. `rows` are searched only in what is `chosen`.
    Raises WrongParameter for a page or cursor of no use, Http404 for a page beyond the last.
    """
    number, place = _asked_for(rows, sort, given)
    ids = None if chosen is None else chosen.ids
    total = rows.count() if chosen is None else chosen.total
    count = total if ids is None else len(ids)
    pages = max(1, -(-count // PAGE_SIZE))
    if number is not None:
        _check_exists(number, pages)
    # One row more than is shown says whether there is a next page.
    wanted = Stretch(((number or 1) - 1) * PAGE_SIZE, PAGE_SIZE + 1, place)
    if isinstance(sort, Relevance):
        found = [] if chosen is None else find_ranked(rows, sort.then, wanted, chosen)
    elif chosen is None or ids is None:
        found = find_rows(rows, sort, wanted)
    else:
        found = find_selected(rows, sort, wanted, ids, chosen)
    has_next, shown = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    is_numbered = has_next and number is not None and number < LAST_NUMBERED
    return Page(
        rows=shown,
        count=count,
        number=number,
        pages=pages,
        next_number=number + 1 if number and is_numbered else None,
        next_after=_cursor(sort, shown[-1]) if has_next and not is_numbered else None,
    )


def _asked_for(rows: QuerySet, sort: Order, given: QueryDict) -> tuple[int | None, Place | None]:
    text, cursor = given.get("page", "1"), given.get("after")
    if cursor:
        if "page" in given:
            right = _("Give either a page or a cursor (after), not both.")
            raise WrongParameter("page", text, right)
        return None, read_cursor(sort, rows.model, cursor)
    if not (text.isascii() and text.isdigit()) or int(text) == 0:
        raise WrongParameter("page", text, _("A page is a number from 1."))
    return int(text), None


def _check_exists(number: int, pages: int) -> None:
    if number > pages:
        raise Http404(
            _("There is no page %(number)s: the list has %(pages)s.")
            % {"number": number, "pages": pages}
        )
    if number > LAST_NUMBERED:
        raise Http404(
            _(
                "Pages are numbered to %(last)s. Go on from there with “Next page”, "
                "narrow the list, or take the whole list as CSV."
            )
            % {"last": LAST_NUMBERED}
        )


def _cursor(sort: Order, row: Model) -> str:
    return write_cursor(sort.key, sort.told(row), row.pk)
