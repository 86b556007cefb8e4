"""The facts that researchers record. One concept a file; import from here."""

from cases.models.base import (
    Fact,
    Reference,
)
from cases.models.case import (
    Case,
    Subject,
)
from cases.models.charges import (
    Charge,
    ChargeCitation,
    ChargeStep,
)
from cases.models.citations import (
    Citation,
)
from cases.models.counts import (
    ReportedCount,
    ReportedCountCitation,
)
from cases.models.designations import (
    Designation,
    DesignationCitation,
)
from cases.models.disputes import (
    Dispute,
    DisputeClaim,
    DisputeClaimCitation,
)
from cases.models.events import (
    Event,
    EventCitation,
    EventParticipant,
)
from cases.models.organisations import (
    Affiliation,
    AffiliationCitation,
    Organisation,
    OrganisationLink,
    OrganisationLinkCitation,
    OrganisationName,
    OrganisationNameCitation,
)
from cases.models.people import (
    AgeStatement,
    AgeStatementCitation,
    Person,
    PersonBirth,
    PersonBirthCitation,
    PersonCitation,
    PersonLink,
    PersonLinkCitation,
    PersonName,
    PersonNameCitation,
)
from cases.models.places import (
    Court,
    Facility,
    Place,
)
from cases.models.provisions import (
    LegalProvision,
)
from cases.models.seeds import (
    SeedRecord,
)
from cases.models.sentences import (
    Condition,
    Sentence,
    SentenceCitation,
)
from cases.models.sources import (
    Publisher,
    Source,
    SourceParagraph,
)

__all__ = [
    "Affiliation",
    "AffiliationCitation",
    "AgeStatement",
    "AgeStatementCitation",
    "Case",
    "Charge",
    "ChargeCitation",
    "ChargeStep",
    "Citation",
    "Condition",
    "Court",
    "Designation",
    "DesignationCitation",
    "Dispute",
    "DisputeClaim",
    "DisputeClaimCitation",
    "Event",
    "EventCitation",
    "EventParticipant",
    "Facility",
    "Fact",
    "LegalProvision",
    "Organisation",
    "OrganisationLink",
    "OrganisationLinkCitation",
    "OrganisationName",
    "OrganisationNameCitation",
    "Person",
    "PersonBirth",
    "PersonBirthCitation",
    "PersonCitation",
    "PersonLink",
    "PersonLinkCitation",
    "PersonName",
    "PersonNameCitation",
    "Place",
    "Publisher",
    "Reference",
    "ReportedCount",
    "ReportedCountCitation",
    "SeedRecord",
    "Sentence",
    "SentenceCitation",
    "Source",
    "SourceParagraph",
    "Subject",
]
