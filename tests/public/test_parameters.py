import pytest
from django.http import QueryDict

from cases.public.parameters import LIST, WrongParameter, check, written


def test_check_tracking_is_ignored():
    given = "utm_source=x&utm_medium=mail&fbclid=1&gclid=2&msclkid=3&mc_cid=4&yclid=5&_openstat=6"
    assert check(QueryDict(given), LIST) == QueryDict("")


def test_check_empty_values_are_ignored():
    assert check(QueryDict("q=&country=&year=2031"), LIST) == QueryDict("year=2031")


def test_check_values_lose_their_spaces_and_repeats():
    assert check(QueryDict("court=+a+&court=a&q=+x"), LIST) == QueryDict("court=a&q=x")


def test_check_unknown_parameter_is_named_with_those_that_exist():
    with pytest.raises(WrongParameter) as caught:
        check(QueryDict("bogus=1"), ("q", "page"))
    assert (caught.value.name, caught.value.value) == ("bogus", "1")
    assert "q, page" in caught.value.right


def test_check_second_value_of_a_single_parameter_is_refused():
    with pytest.raises(WrongParameter) as caught:
        check(QueryDict("sort=title&sort=opened"), LIST)
    assert (caught.value.name, caught.value.value) == ("sort", "opened")


def test_check_several_values_of_a_facet_are_kept_in_one_order():
    for given in ("status=free&status=dead", "status=dead&status=free"):
        assert check(QueryDict(given), LIST).getlist("status") == ["dead", "free"]


def test_check_so_many_values_of_a_facet_and_no_more():
    values = [f"source=s{n}" for n in range(31)]
    assert len(check(QueryDict("&".join(values[:30])), LIST).getlist("source")) == 30
    with pytest.raises(WrongParameter, match="source") as caught:
        check(QueryDict("&".join(values)), LIST)
    assert "30" in caught.value.right


@pytest.mark.parametrize("name", ["q", "country", "after"])
def test_check_nul_byte_is_refused(name):
    with pytest.raises(WrongParameter):
        check(QueryDict(f"{name}=a%00b"), LIST)


def test_check_overlong_text_is_refused():
    with pytest.raises(WrongParameter) as caught:
        check(QueryDict(f"q={'a' * 201}"), LIST)
    assert "201" in caught.value.right


def test_written_order_does_not_depend_on_the_order_given():
    one = written(QueryDict("year=2031&country=ZZ&country=KZ"))
    other = written(QueryDict("country=KZ&year=2031&country=ZZ"))
    assert one == other == "?country=KZ&country=ZZ&year=2031"


def test_written_changes_replace_and_remove():
    given = QueryDict("q=a&page=3&country=KZ")
    assert written(given, changes={"page": None, "country": ["ZZ"]}) == "?q=a&country=ZZ"


def test_written_of_nothing_is_empty():
    assert written(QueryDict("page=2"), changes={"page": None}) == ""
