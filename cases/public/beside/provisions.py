"""Beside a provision: who was charged under it, with what outcome, and sentenced to what."""

from django.db.models import Count, F

from cases.public.beside.rulings import by_subject, charge_line, sentence_line
from cases.public.beside.ties import Context, Ties, first, latest, tie
from cases.public.presenting.labels import Labels
from cases.public.presenting.wording import word
from cases.publication.models import PublishedCharge, PublishedProvision, PublishedSentence
from cases.vocabulary import ChargeStatus


def provision_ties(provision: PublishedProvision) -> Ties:
    """Three queries: charges by outcome, the latest charges, the sentences of those charged."""
    under = PublishedCharge.objects.filter(provision_id=provision.public_id)
    counts = dict(under.order_by().values_list("status").annotate(n=Count("pk")))
    charges, more = first(under.order_by(latest("brought"), "-pk"))
    sentences = list(
        PublishedSentence.objects.filter(
            case__in={row.case_id for row in charges},
            subject_id__in={row.subject_id for row in charges},
        ).order_by(F("imposed_earliest").asc(nulls_last=True), "pk")
    )

    def words(labels: Labels) -> Context:
        imposed = by_subject([sentence_line(row, labels) for row in sentences])
        return {
            "outcomes": [
                {"words": word(ChargeStatus, status), "count": counts[status]}
                for status in ChargeStatus
                if status in counts
            ],
            "charge_count": sum(counts.values()),
            "charges": [
                {**line, "sentences": imposed.get(line["subject"], [])}
                for line in (charge_line(row, labels) for row in charges)
            ],
            "more_charges": more,
        }

    return tie([*charges, *sentences], {row.target for row in (*charges, *sentences)}, words)
