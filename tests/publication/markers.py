"""Plants a marker in whatever must not be published, field by field, found by introspection."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models as db

from cases import models as m
from cases.vocabulary import EventKind, ParticipantRole
from tests import factories as f
from tests.publication.scenes import LATER, World, make_world

CITATION_PUBLIC = {"locator", "attributed_to", "note"}
# Every text and JSON field of every fact that has no fixed choices: is it for the public?
# A new field stands in neither column, and the test fails until somebody has decided.
PUBLIC: dict[str, set[str]] = {
    "Publisher": {"public_id", "key", "name", "country", "url"},
    "Source": {
        *("public_id", "key", "label", "language", "published", "url", "archived_url"),
        "document_name",
    },
    "SourceParagraph": set(),
    "Person": {"public_id", "slug", "descriptor", "professions", "citizenship", "note"},
    "PersonName": {"public_id", "text", "folded"},
    "PersonBirth": {"public_id", "date"},
    "AgeStatement": {"public_id", "on"},
    "PersonLink": {"public_id"},
    "Organisation": {"public_id", "key", "name", "other_names", "country", "description", "url"},
    "OrganisationName": {"public_id", "text", "folded"},
    "OrganisationLink": {"public_id"},
    "Affiliation": {"public_id", "starts", "ends"},
    "Case": {"public_id", "slug", "title", "country", "grounds", "summary"},
    "Subject": {"public_id"},
    "Place": {"public_id", "key", "name", "other_names", "country"},
    "Court": {"public_id", "key", "name", "other_names", "country"},
    "Facility": {"public_id", "key", "name", "other_names", "country"},
    "Event": {"public_id", "date", "end", "planned", "summary"},
    "EventParticipant": {"public_id"},
    "LegalProvision": {"public_id", "key", "country", "code", "article", "part", "title"},
    "Charge": {"public_id", "wording"},
    "ChargeStep": {"public_id"},
    "ReportedCount": {"public_id", "of", "country", "on"},
    "Designation": {"public_id"},
    "Sentence": {"public_id", "currency", "starts", "note"},
    "Condition": {"public_id", "note"},
    "Dispute": {"public_id", "question", "reason"},
    "DisputeClaim": {"public_id", "claim"},
    "SeedRecord": set(),
}
PRIVATE: dict[str, set[str]] = {
    "Publisher": {"other_names"},
    "Source": {"document_sha256"},
    "SourceParagraph": {"text"},
    "Person": {"descriptor_in_source"},
    "SeedRecord": {"model_name", "seed_key", "digest", "seed_file"},
}
# Fields that hold a code or a date: no marker fits, and none is needed in a row that is absent.
CODED = {"country", "date", "end", "planned", "on", "starts", "ends", "published", "currency"}


def fact_models() -> list[Any]:
    """Every model of the facts, edit history apart."""
    return [
        model
        for model in apps.get_app_config("cases").get_models()
        if not model.__name__.startswith("Historical")
    ]


def text_fields(model: Any) -> set[str]:
    """The fields of a model that hold free text or JSON."""
    kinds = (db.CharField, db.TextField, db.JSONField)
    return {
        one.name
        for one in model._meta.concrete_fields
        if isinstance(one, kinds) and not one.choices
    }


def public_fields(model: Any) -> set[str]:
    """What the table says is for the public."""
    if model.__name__.endswith("Citation"):
        return CITATION_PUBLIC
    return PUBLIC.get(model.__name__, set())


def private_fields(model: Any) -> set[str]:
    """What the table says is not; the internal note of every model among it."""
    named = PRIVATE.get(model.__name__, set())
    return named | ({"internal_note"} & text_fields(model))


class Markers:
    """Gives out invented words that no fold changes, and remembers what each stands for."""

    def __init__(self) -> None:
        self.meaning: dict[str, str] = {}

    def new(self, meaning: str) -> str:
        """A word of ten letters that stands nowhere else."""
        number, letters = len(self.meaning) + 7, ["v", "a"]
        for _n in range(4):
            number, rest = divmod(number, 40)
            letters += ["bdfmnprt"[rest % 8], "aeiou"[rest // 8]]
        word = "".join(letters)
        self.meaning[word] = meaning
        return word

    def fill(self, row: Any, *, but: frozenset[str] = frozenset()) -> None:
        """Put a marker into every text field of a row that nobody may see."""
        values: dict[str, Any] = {}
        for name in sorted(text_fields(type(row)) - CODED - but):
            word = self.new(f"{type(row).__name__}.{name} of a private row")
            is_json = isinstance(row._meta.get_field(name), db.JSONField)
            values[name] = [word] if is_json else word
        type(row).objects.filter(pk=row.pk).update(**values)


def plant_in_private_fields(markers: Markers) -> None:
    """A marker in each private field of every row; each model must have a row."""
    for model in fact_models():
        names = private_fields(model)
        assert not names or model.objects.exists(), f"no {model.__name__} to plant a marker in"
        for name in names:
            for row in model.objects.all():
                word = markers.new(f"{model.__name__}.{name}")
                is_json = isinstance(row._meta.get_field(name), db.JSONField)
                model.objects.filter(pk=row.pk).update(**{name: [word] if is_json else word})


def rows_of(made: f.MadeCase) -> Iterator[Any]:
    """All rows that `make_case` made, but for the case itself and the person."""
    yield from (made.subject, made.source, made.source.publisher, made.arrest, made.trial)
    yield from (made.charge, made.sentence, made.court, made.court.place, made.provision)
    yield from made.person.names.all()
    yield from made.charge.steps.all()
    for row in (made.arrest, made.trial, made.charge, made.sentence):
        yield from row.citations.all()
    for event in (made.arrest, made.trial):
        yield from event.participants.all()


def make_every_model() -> World:
    """A world with at least one row of every fact, all of it public."""
    world = make_world()
    person = world.other
    f.cite(person)
    f.cite(f.PersonBirthFactory(person=person))
    f.cite(f.AgeStatementFactory(person=person))
    f.ConditionFactory(sentence=world.one.sentence)
    world.one.trial.facility = f.FacilityFactory()
    world.one.trial.save()
    f.SourceParagraphFactory(source=world.one.source)
    m.SeedRecord.objects.create(
        model_name="case", seed_key="k", object_id=1, digest="d", seed_file="s"
    )
    return world


def hide_event(world: World, markers: Markers) -> None:
    """An event that is not public, and all that hangs on it alone."""
    made, case = world.one, world.one.case
    witness = f.make_person()
    event = f.make_event(
        case, made.person, kind=EventKind.SENTENCE, date="2031-07", is_public=False,
        court=f.CourtFactory(), place=f.PlaceFactory(), facility=f.FacilityFactory(),
    )  # fmt: skip
    f.EventParticipantFactory(event=event, person=witness, role=ParticipantRole.PRESENT)
    body = f.OrganisationFactory()
    f.EventParticipantFactory(event=event, person=None, organisation=body, role="actor")
    charge = f.ChargeFactory(subject=made.subject, provision=f.LegalProvisionFactory())
    f.ChargeStepFactory(charge=charge, event=event)
    sentence = f.SentenceFactory(subject=made.subject, event=event)
    condition = f.ConditionFactory(sentence=sentence)
    designation = f.DesignationFactory(person=made.person, granted=event)
    dispute = f.DisputeFactory(case=case)
    claims = [f.DisputeClaimFactory(dispute=dispute, event=event)]
    claims.append(f.DisputeClaimFactory(dispute=dispute, event=made.arrest))
    for row in (charge, sentence, designation, *claims):
        f.cite(row)
    hidden = [event, witness, body, charge, sentence, condition, designation, dispute, *claims]
    hidden += [event.court, event.place, event.facility, charge.provision, designation.grantor]
    hidden += [*witness.names.all(), *event.participants.all(), *charge.steps.all()]
    for row in (event, charge, sentence, designation, *claims):
        for citation in row.citations.all():
            hidden += [citation, citation.source, citation.source.publisher]
    for row in hidden:
        markers.fill(row)


def hide_cases(markers: Markers) -> list[f.MadeCase]:
    """A draft and a case under embargo, marked throughout; returns one to withdraw."""
    for values in ({"state": "draft"}, {"embargoed_until": LATER.date()}):
        made = f.make_case(**values)
        for row in (made.case, made.person, *rows_of(made)):
            markers.fill(row, but=frozenset({"grounds", "professions"}))
    withdrawn = f.make_case()
    for row in (withdrawn.case, withdrawn.person, *rows_of(withdrawn)):
        # Its identifier and address stay, in the tombstone.
        markers.fill(row, but=frozenset({"public_id", "slug", "grounds", "professions"}))
    return [withdrawn]


def hide_source(world: World, markers: Markers) -> None:
    """A confidential source and what its citation says of it."""
    source = f.SourceFactory(is_confidential=True, document_name="")
    citation = f.cite(world.one.arrest, source)
    for row in (source, source.publisher, citation):
        markers.fill(row)


def hide_name(world: World, markers: Markers) -> m.Person:
    """A person with a marked name, which stands in every text near; the name is to be withheld."""
    given, family, secret = (markers.new(f"{part} of a withheld name") for part in "abc")
    name = f"{given} {family}"
    case = world.two.case
    person = f.make_person(name, slug=f"{family}-{given}", note=f"{name} sings.", source=None)
    f.PersonNameFactory(person=person, text=f"{given} {secret}", is_public=False)
    f.SubjectFactory(case=case, person=person)
    f.cite(f.PersonLinkFactory(person=person, kind="parent", related=world.other))
    f.make_event(case, person, summary=f"{family}'s home was searched.", kind=EventKind.SEARCH)
    for row in (world.two.arrest, world.two.charge, world.two.sentence, case, world.other):
        for field in sorted(text_fields(type(row)) & {"summary", "wording", "note", "title"}):
            type(row).objects.filter(pk=row.pk).update(**{field: f"See {name}, {secret}."})
    m.Case.objects.filter(pk=case.pk).update(slug=f"zz-{family}-{given}")
    source = world.two.arrest.citations.get().source
    m.Source.objects.filter(pk=source.pk).update(
        label=f"On {name}", url=f"https://herald.example/{family}", key=f"{family}/1"
    )
    m.Organisation.objects.filter(pk=world.movement.pk).update(description=f"Led by {name}")
    m.Place.objects.filter(pk=world.one.court.place_id).update(other_names=[f"{name} Square"])
    return person


def hide_spelling(world: World, markers: Markers) -> None:
    """A spelling that is not public."""
    name = f.PersonNameFactory(person=world.other, is_public=False)
    f.cite(name)
    markers.fill(name)
