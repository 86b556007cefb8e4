"""Beside a court: whom it sentenced, for what, to what; what else was decided or heard there."""

from django.db.models import OuterRef

from cases.public.beside.happenings import event_line
from cases.public.beside.rulings import by_subject, charge_line, sentence_line
from cases.public.beside.ties import Context, Ties, first, latest, tie
from cases.public.presenting.labels import Labels
from cases.public.presenting.maps import locator
from cases.publication.lacking import lacking
from cases.publication.models import (
    PublishedCharge,
    PublishedCourt,
    PublishedEvent,
    PublishedPlace,
    PublishedSentence,
)


def court_ties(court: PublishedCourt) -> Ties:
    """Four queries: its latest sentences, the charges of those sentenced, its other events, its
    place."""
    by_court = PublishedSentence.objects.filter(court_id=court.public_id)
    sentences, more_sentences = first(by_court.order_by(latest("imposed"), "-pk"))
    charges = list(
        PublishedCharge.objects.filter(
            case__in={row.case_id for row in sentences},
            subject_id__in={row.subject_id for row in sentences},
        ).order_by("pk")
    )
    # A sentence belongs to the case of its event; by that it is found.
    own = {"case_id": OuterRef("case_id"), "event_id": OuterRef("public_id")}
    others = PublishedEvent.objects.filter(lacking(by_court, **own), court_id=court.public_id)
    events, more_events = first(others.order_by(latest("date"), "-pk"))
    place = PublishedPlace.objects.filter(public_id=court.place_id).first()

    def words(labels: Labels) -> Context:
        alleged = by_subject([charge_line(row, labels) for row in charges])
        return {
            "sentences": [
                {**line, "charges": alleged.get(line["subject"], [])}
                for line in (sentence_line(row, labels) for row in sentences)
            ],
            "more_sentences": more_sentences,
            "events": [event_line(row, labels) for row in events],
            "more_events": more_events,
            "map": locator(place) if place else None,
        }

    refs = {row.target for row in (*sentences, *charges)}
    refs |= {f"provision:{row.provision_id}" for row in charges if row.provision_id}
    return tie([*sentences, *charges, *events], refs, words)
