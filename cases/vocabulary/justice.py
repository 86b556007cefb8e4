"""Words for cases, charges, courts, sentences and designations."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cases.vocabulary.custody import CustodyState


class Criterion(TextChoices):
    """Why a case is listed."""

    POLITICAL_PROSECUTION = "political_prosecution", _("prosecuted on grounds seen as political")
    ADMINISTRATIVE_PUNISHMENT = (
        "administrative_punishment",
        _("punished for peaceful assembly or expression"),
    )
    UNFAIR_TRIAL = "unfair_trial", _("convicted in a trial said to be unfair")
    MASS_INTERNMENT = "mass_internment", _("held in a campaign against a community")
    REPRISAL = "reprisal", _("attacked or pressed in reprisal")
    ORGANISATION = "organisation", _("organisation suppressed")
    DEATH_IN_CUSTODY = "death_in_custody", _("died in custody")
    EXILE = "exile", _("driven into exile")


class Ground(TextChoices):
    EXPRESSION = "expression", _("expression")
    ASSEMBLY = "assembly", _("assembly")
    ASSOCIATION = "association", _("association")
    RELIGION = "religion", _("religion")
    ETHNICITY = "ethnicity", _("ethnicity")
    OPPOSITION = "opposition", _("political opposition")
    RIGHTS_WORK = "rights_work", _("human rights work")
    JOURNALISM = "journalism", _("journalism")
    ELECTION = "election", _("election observing or campaigning")
    ART = "art", _("art and literature")
    RELATIVE = "relative", _("kinship with a persecuted person")
    REFUGE = "refuge", _("flight from persecution")


class WorkflowState(TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ChargeStatus(TextChoices):
    PENDING = "pending", _("pending")
    CHANGED = "changed", _("changed")
    DROPPED = "dropped", _("dropped")
    CONVICTED = "convicted", _("convicted")
    ACQUITTED = "acquitted", _("acquitted")
    UNKNOWN = "unknown", _("outcome unknown")


class CourtLevel(TextChoices):
    DISTRICT = "district", _("district or city court")
    REGIONAL = "regional", _("regional court")
    SUPREME = "supreme", _("supreme court")
    CONSTITUTIONAL = "constitutional", _("constitutional court")
    ADMINISTRATIVE = "administrative", _("administrative court")
    MILITARY = "military", _("military court")
    INTERNATIONAL = "international", _("international court")
    UNKNOWN = "unknown", _("not stated")


class FacilityKind(TextChoices):
    PRISON = "prison", _("prison or penal colony")
    REMAND_CENTRE = "remand_centre", _("remand centre")
    DETENTION_CENTRE = "detention_centre", _("detention centre")
    CLINIC = "clinic", _("psychiatric clinic")
    CAMP = "camp", _("internment camp")
    OTHER = "other", _("other")


class PlaceKind(TextChoices):
    COUNTRY = "country", _("country")
    REGION = "region", _("region")
    CITY = "city", _("city or town")
    VILLAGE = "village", _("village")
    OTHER = "other", _("other")


class SentenceKind(TextChoices):
    IMPRISONMENT = "imprisonment", _("imprisonment")
    LIFE_IMPRISONMENT = "life_imprisonment", _("life imprisonment")
    ADMINISTRATIVE_ARREST = "administrative_arrest", _("administrative arrest")
    FREEDOM_LIMITATION = "freedom_limitation", _("freedom limitation")
    SUSPENDED_IMPRISONMENT = "suspended_imprisonment", _("suspended imprisonment")
    FINE = "fine", _("fine")
    COMPULSORY_TREATMENT = "compulsory_treatment", _("compulsory psychiatric treatment")
    CORPORAL_PUNISHMENT = "corporal_punishment", _("corporal punishment")
    COMMUNITY_SERVICE = "community_service", _("community work")
    SUSPENSION_OF_ACTIVITY = "suspension_of_activity", _("suspension of an organisation")
    NO_PENALTY = "no_penalty", _("no penalty")
    OTHER = "other", _("other")


# What a sentence does to custody once imposed, if it is not in absentia. The rest change nothing.
SENTENCE_STATES = {
    SentenceKind.IMPRISONMENT: CustodyState.IMPRISONED,
    SentenceKind.LIFE_IMPRISONMENT: CustodyState.IMPRISONED,
    SentenceKind.ADMINISTRATIVE_ARREST: CustodyState.ADMINISTRATIVE_ARREST,
    SentenceKind.FREEDOM_LIMITATION: CustodyState.RESTRICTED,
    SentenceKind.SUSPENDED_IMPRISONMENT: CustodyState.RESTRICTED,
    SentenceKind.COMPULSORY_TREATMENT: CustodyState.PSYCHIATRIC_FACILITY,
}


class ConditionKind(TextChoices):
    MEDIA_BAN = "media_ban", _("ban on using media or the Internet for politics")
    ACTIVITY_BAN = "activity_ban", _("ban on political or social activity")
    COMMUNITY_WORK = "community_work", _("community work")
    TRAVEL_BAN = "travel_ban", _("ban on travel")
    OFFICE_BAN = "office_ban", _("ban on holding office")
    REPORTING = "reporting", _("duty to report")
    OTHER = "other", _("other")


class DesignationKind(TextChoices):
    PRISONER_OF_CONSCIENCE = "prisoner_of_conscience", _("prisoner of conscience")
    POLITICAL_PRISONER = "political_prisoner", _("political prisoner")
    OTHER = "other", _("other recognition")
