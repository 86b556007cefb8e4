"""Several editors at once, each in a process of their own as far as the database can tell."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from cases import models as m
from cases.publication import models as p
from cases.publication.comparing import check_everything
from cases.publication.projecting import publish_case, withdraw_case
from cases.publication.rebuilding import publish_everything
from cases.publication.withholding import withhold_name
from tests import factories as f
from tests.publication.scenes import LATER, NOW, TODAY, World, make_world

# SQLite lets one writer in at a time; what happens between two is PostgreSQL's to show.
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 8


def at_once(*tasks: Callable[[], Any]) -> list[str]:
    """Run the tasks side by side, each on its own connection; returns what went wrong."""
    start, wrong = threading.Barrier(len(tasks)), []

    def run(task: Callable[[], Any]) -> None:
        try:
            start.wait(10)
            task()
        except Exception as error:
            wrong.append(f"{task}: {error!r}")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return wrong + [f"{thread} still waits" for thread in threads if thread.is_alive()]


def edit(case: m.Case, summary: str) -> Callable[[], Any]:
    """An editor's change of a case's first event, published in the same transaction."""

    def task() -> None:
        with transaction.atomic():
            event = m.Event.objects.filter(case=case).order_by("pk")[0]
            event.summary = summary
            event.save()
            publish_case(m.Case.objects.get(pk=case.pk), today=TODAY, now=LATER)

    return task


def overtaken(first: Callable[[], Any], second: Callable[[], Any]) -> list[str]:
    """Run `second` while the transaction of `first` has done everything but commit."""
    done, go = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            first()
            done.set()
            go.wait(10)

    def quick() -> None:
        done.wait(10)
        # Whether it waits for the first or not, by then it has come as far as it can.
        threading.Timer(1, go.set).start()
        second()

    return at_once(slow, quick)


def published_world() -> World:
    world = make_world()
    publish_everything(today=TODAY, now=NOW)
    return world


def drift() -> list[str]:
    return [str(one) for one in check_everything(today=TODAY)]


def test_two_editors_of_cases_that_share_a_person_leave_no_drift():
    world = published_world()
    for n in range(ROUNDS):
        texts = [f"Taken from a tram, told anew {n}.", f"Held at a gate, told anew {n}."]
        tasks = [edit(case, text) for case, text in zip(world.cases, texts, strict=True)]
        assert at_once(*tasks) == []
        assert drift() == []
        shown = str(p.PublishedPerson.objects.get(public_id=world.one.person.public_id).document)
        assert all(text in shown for text in texts)


def test_a_name_withheld_while_its_cases_are_edited_is_nowhere():
    world = published_world()
    person = world.one.person
    withhold = lambda: withhold_name(  # noqa: E731
        m.Person.objects.get(pk=person.pk), today=TODAY, now=LATER
    )
    tasks = [edit(case, f"Told anew {n}.") for n, case in enumerate(world.cases)]
    assert at_once(withhold, *tasks) == []
    assert drift() == []
    documents = [str(row.document) for row in p.PublishedCase.objects.all()]
    documents += [str(row.document) for row in p.PublishedPerson.objects.all()]
    assert len(documents) >= 3
    assert not any("Orvel" in document for document in documents)


def test_a_case_withdrawn_while_its_sibling_is_edited_is_gone():
    world = published_world()
    case = world.two.case
    withdraw = lambda: withdraw_case(  # noqa: E731
        m.Case.objects.get(pk=case.pk), today=TODAY, now=LATER
    )
    assert at_once(withdraw, edit(world.one.case, "Told anew.")) == []
    assert drift() == []
    person = p.PublishedPerson.objects.get(public_id=world.one.person.public_id)
    assert person.document["cases"] == [f"case:{world.one.case.public_id}"]


def test_new_cases_before_one_new_court_are_all_counted():
    court = f.CourtFactory()
    cases = [f.make_case(court=court).case for _ in range(3)]
    publish = [
        lambda case=case: publish_case(m.Case.objects.get(pk=case.pk), today=TODAY, now=NOW)
        for case in cases
    ]
    assert at_once(*publish) == []
    assert drift() == []
    assert p.PublishedCourt.objects.get(public_id=court.public_id).case_count == 3


def test_a_name_newly_written_into_another_case_while_it_is_withheld_is_nowhere():
    world = published_world()
    other = f.make_case(name="Mirela Tarsk").case
    person = world.one.person
    withhold = lambda: withhold_name(  # noqa: E731
        m.Person.objects.get(pk=person.pk), today=TODAY, now=LATER
    )
    assert overtaken(edit(other, "Taken together with Ilan Orvel."), withhold) == []
    assert drift() == []
    row = p.PublishedCase.objects.get(public_id=other.public_id)
    assert "Taken together" in str(row.document)
    assert "Orvel" not in str(row.document)


def test_a_person_who_enters_two_cases_at_once_has_both_on_their_page():
    cases = [f.make_case().case for _ in range(2)]
    person = f.make_person("Neva Bodrin")

    def enter(case: m.Case) -> Callable[[], Any]:
        def task() -> None:
            with transaction.atomic():
                f.SubjectFactory(case=case, person=person)
                publish_case(m.Case.objects.get(pk=case.pk), today=TODAY, now=LATER)

        return task

    assert overtaken(enter(cases[0]), enter(cases[1])) == []
    assert drift() == []
    shown = p.PublishedPerson.objects.get(public_id=person.public_id).document["cases"]
    assert set(shown) == {f"case:{case.public_id}" for case in cases}
