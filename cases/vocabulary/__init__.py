"""Every choice of the record, every named set: lower-case stable keys, translated labels.

Import from here. The words live in the modules below by theme; `effects` is the one table of
what each kind of event does to custody.
"""

from cases.vocabulary.custody import (
    GRAVITY,
    HELD,
    SURENESS,
    Certainty,
    CustodyState,
    OrganisationStatus,
    Whereabouts,
)
from cases.vocabulary.effects import (
    EFFECTS,
    ORGANISATION_EFFECTS,
    STATED_KINDS,
    Action,
    Effect,
    effect_of,
)
from cases.vocabulary.events import (
    BACKGROUND,
    EventKind,
    ParticipantRole,
)
from cases.vocabulary.justice import (
    SENTENCE_STATES,
    ChargeStatus,
    ConditionKind,
    CourtLevel,
    Criterion,
    DesignationKind,
    FacilityKind,
    Ground,
    PlaceKind,
    SentenceKind,
    WorkflowState,
)
from cases.vocabulary.people import (
    AffiliationRole,
    Asserted,
    Gender,
    HeadcountBasis,
    NameKind,
    NameOrigin,
    OrganisationKind,
    OrganisationRelation,
    PersonRelation,
    Profession,
    Script,
)
from cases.vocabulary.sources import (
    CitationBasis,
    DateBasis,
    DisputeDecision,
    SourceKind,
    Stance,
)

__all__ = [
    "BACKGROUND",
    "EFFECTS",
    "GRAVITY",
    "HELD",
    "ORGANISATION_EFFECTS",
    "SENTENCE_STATES",
    "STATED_KINDS",
    "SURENESS",
    "Action",
    "AffiliationRole",
    "Asserted",
    "Certainty",
    "ChargeStatus",
    "CitationBasis",
    "ConditionKind",
    "CourtLevel",
    "Criterion",
    "CustodyState",
    "DateBasis",
    "DesignationKind",
    "DisputeDecision",
    "Effect",
    "EventKind",
    "FacilityKind",
    "Gender",
    "Ground",
    "HeadcountBasis",
    "NameKind",
    "NameOrigin",
    "OrganisationKind",
    "OrganisationRelation",
    "OrganisationStatus",
    "ParticipantRole",
    "PersonRelation",
    "PlaceKind",
    "Profession",
    "Script",
    "SentenceKind",
    "SourceKind",
    "Stance",
    "Whereabouts",
    "WorkflowState",
    "effect_of",
]
