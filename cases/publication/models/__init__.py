"""Publications: what the public half reads. Written by projection only; import from here."""

from cases.publication.models.addresses import (
    Label,
    SlugRedirect,
    Tombstone,
)
from cases.publication.models.cases import (
    CaseBody,
    CaseFacet,
    PublishedCase,
)
from cases.publication.models.children import (
    Child,
    PublishedCharge,
    PublishedCitation,
    PublishedDesignation,
    PublishedEvent,
    PublishedSentence,
    PublishedSubject,
)
from cases.publication.models.chunks import (
    FacetChunk,
    FacetEdition,
    PackedChunk,
)
from cases.publication.models.editions import (
    Edition,
)
from cases.publication.models.entities import (
    CourtBody,
    OrganisationBody,
    PlaceBody,
    ProvisionBody,
    PublishedCourt,
    PublishedOrganisation,
    PublishedPlace,
    PublishedProvision,
    PublishedReportedCount,
    PublishedSource,
    SourceBody,
)
from cases.publication.models.held import (
    CaseHeld,
    HeldChange,
    PersonHeld,
)
from cases.publication.models.people import (
    PersonBody,
    PersonFacet,
    PublishedPerson,
    PublishedSpell,
)
from cases.publication.models.queue import (
    Mention,
    QueuedProjection,
    QueuedPurge,
    RefusedCase,
)
from cases.publication.models.ties import (
    PublishedAffiliation,
    PublishedPart,
)

__all__ = [
    "CaseBody",
    "CaseFacet",
    "CaseHeld",
    "Child",
    "CourtBody",
    "Edition",
    "FacetChunk",
    "FacetEdition",
    "HeldChange",
    "Label",
    "Mention",
    "OrganisationBody",
    "PackedChunk",
    "PersonBody",
    "PersonFacet",
    "PersonHeld",
    "PlaceBody",
    "ProvisionBody",
    "PublishedAffiliation",
    "PublishedCase",
    "PublishedCharge",
    "PublishedCitation",
    "PublishedCourt",
    "PublishedDesignation",
    "PublishedEvent",
    "PublishedOrganisation",
    "PublishedPart",
    "PublishedPerson",
    "PublishedPlace",
    "PublishedProvision",
    "PublishedReportedCount",
    "PublishedSentence",
    "PublishedSource",
    "PublishedSpell",
    "PublishedSubject",
    "QueuedProjection",
    "QueuedPurge",
    "RefusedCase",
    "SlugRedirect",
    "SourceBody",
    "Tombstone",
]
