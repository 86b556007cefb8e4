"""Whatever is published, taken back and withheld in whatever order: nothing stands that a rebuild
would not make, and nobody is named who may not be."""

import random
from contextlib import suppress
from datetime import timedelta

import pytest

from cases import models as m
from cases.publication.comparing import check_everything
from cases.publication.projecting import (
    NotPublishable,
    project_refs,
    publish_case,
    unpublish_case,
    withdraw_case,
)
from cases.publication.rebuilding import publish_everything
from cases.publication.withholding import unwithhold_name, withhold_name
from cases.vocabulary import AffiliationRole, EventKind, ParticipantRole, WorkflowState
from tests import factories as f
from tests.publication.scenes import LATER, NOW, TODAY
from tests.publication.searching import published_values

pytestmark = pytest.mark.django_db
CLOCK = {"today": TODAY, "now": LATER}
NAMES = ("Ilan Orvel", "Ada Melin", "Tovin Kemeny", "Neva Zorav", "Sefa Quillane", "Osk Tarsk")
STEPS = 12
EDITS = (
    *("publish", "publish", "unpublish", "withdraw", "embargo", "break", "mend", "withhold"),
    *("show", "hide event", "untie"),
)


class Scene:
    """Six people with two words of a name that nobody shares, in four cases and many ties."""

    def __init__(self, dice):
        self.dice = dice
        self.people = [f.make_person(name, slug=f"p-{n}") for n, name in enumerate(NAMES)]
        self.cases = [
            f.make_case(person=person, slug=f"zz-{n}", title=f"Case {n}").case
            for n, person in enumerate(self.people[:4])
        ]
        dice.shuffle(self.people)
        first, second, third, fourth, fifth, sixth = self.people
        movements = [f.OrganisationFactory() for _n in range(3)]
        for one, kind, other in (
            (first, "sibling", second),
            (second, "associate", third),
            (fifth, "lawyer", fourth),
            (sixth, "associate", fifth),
        ):
            f.cite(f.PersonLinkFactory(person=one, kind=kind, related=other))
        for one, role in ((first, AffiliationRole.LEADER), (fifth, AffiliationRole.FOUNDER)):
            for movement in movements[:2]:
                f.cite(f.AffiliationFactory(person=one, organisation=movement, role=role))
        f.cite(f.OrganisationLinkFactory(organisation=movements[0], related=movements[2]))
        f.SubjectFactory(case=self.cases[0], person=None, organisation=movements[0])
        if not self.cases[1].subjects.filter(person=sixth).exists():
            f.SubjectFactory(case=self.cases[1], person=sixth)
        event = f.make_event(self.cases[2], fifth, role=ParticipantRole.LAWYER, kind="hearing")
        f.EventParticipantFactory(event=event, person=None, organisation=movements[1])
        f.make_event(None, sixth, kind=EventKind.SEARCH, date="2031-02")
        for case in self.cases:
            told = dice.choice(NAMES)
            case.summary = f"Began when {told} was taken. #Free{told.replace(' ', '')}"
            case.save()
        publish_everything(today=TODAY, now=NOW)

    def step(self):
        """One thing that an editor does."""
        case = m.Case.objects.get(pk=self.dice.choice(self.cases).pk)
        person = m.Person.objects.get(pk=self.dice.choice(self.people).pk)
        what = self.dice.choice(EDITS)
        if what == "publish":
            with suppress(NotPublishable):
                publish_case(case, **CLOCK)
        elif what == "unpublish":
            unpublish_case(case, **CLOCK)
        elif what == "withdraw":
            withdraw_case(case, **CLOCK)
        elif what == "embargo":
            is_free = case.embargoed_until is None
            case.embargoed_until = TODAY + timedelta(days=9) if is_free else None
            case.save()
            project_refs([f"case:{case.public_id}"], **CLOCK)
        elif what == "break":
            m.ChargeCitation.objects.filter(cited__subject__case=case).delete()
            project_refs([f"case:{case.public_id}"], **CLOCK)
        elif what == "mend":
            for charge in m.Charge.objects.filter(subject__case=case):
                f.cite(charge)
            project_refs([f"case:{case.public_id}"], **CLOCK)
        elif what == "withhold":
            withhold_name(person, **CLOCK)
        elif what == "show":
            unwithhold_name(person, **CLOCK)
        elif what == "hide event":
            event = self.dice.choice(list(m.Event.objects.order_by("pk")))
            event.is_public = not event.is_public
            event.save()
            parts = event.participants.all()
            refs = [f"event:{event.public_id}"]
            refs += [f"person:{part.person.public_id}" for part in parts if part.person]
            refs += [f"organisation:{p.organisation.public_id}" for p in parts if p.organisation]
            project_refs(refs, **CLOCK)
        elif links := list(m.PersonLink.objects.order_by("pk")):
            link = self.dice.choice(links)
            refs = [f"person:{one.public_id}" for one in (link.person, link.related)]
            link.delete()
            project_refs(refs, **CLOCK)
        return what

    def may_be_named(self, person):
        """By the facts alone: shown by a case or an event that is public, and not withheld."""
        if m.Person.objects.get(pk=person.pk).is_name_withheld:
            return False
        public = [
            case
            for case in m.Case.objects.filter(state=WorkflowState.PUBLISHED)
            if not (case.embargoed_until and case.embargoed_until > TODAY)
            and case.events.filter(is_public=True).exists()
            and not m.Charge.objects.filter(subject__case=case, citations=None).exists()
        ]
        if any(case.subjects.filter(person=person).exists() for case in public):
            return True
        events = m.Event.objects.filter(participants__person=person, is_public=True)
        return any(event.case is None or event.case in public for event in events)


@pytest.mark.parametrize("seed", range(8))
def test_nothing_is_left_behind_by_whatever_an_editor_does(seed):
    scene = Scene(random.Random(seed))
    done = []
    for _n in range(STEPS):
        done.append(scene.step())
        assert [str(one) for one in check_everything(today=TODAY)] == [], done
        values = [value for _column, value in published_values()]
        for person in scene.people:
            if scene.may_be_named(person):
                continue
            name = m.PersonName.objects.get(person=person).text
            is_withheld = m.Person.objects.get(pk=person.pk).is_name_withheld
            # In the words of another case only withholding takes a name out.
            forms = [name, name.replace(" ", "")] if is_withheld else [f'"{name}"']
            assert [v for v in values if any(one in v for one in forms)] == [], (name, done)
