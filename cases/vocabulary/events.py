"""The kinds of event, and the parts people have in them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventKind(TextChoices):
    """What a source says happened."""

    # Taken and held
    DETENTION = "detention", _("detention")
    ARREST = "arrest", _("arrest")
    REMAND = "remand", _("remand in custody")
    ADMINISTRATIVE_ARREST = "administrative_arrest", _("administrative arrest")
    HOUSE_ARREST = "house_arrest", _("house arrest")
    HOUSE_ARREST_ENDED = "house_arrest_ended", _("house arrest ended")
    PSYCHIATRIC_COMMITMENT = "psychiatric_commitment", _("commitment to a psychiatric facility")
    PSYCHIATRIC_DISCHARGE = "psychiatric_discharge", _("discharge from a psychiatric facility")
    INTERNMENT = "internment", _("internment in a camp")
    IMPRISONMENT = "imprisonment", _("imprisonment")
    RETURN_TO_CUSTODY = "return_to_custody", _("return to custody")
    TRANSFER = "transfer", _("transfer")
    STATUS_REPORT = "status_report", _("state reported")
    DISAPPEARANCE = "disappearance", _("disappearance")
    # Let go
    RELEASE_ORDERED = "release_ordered", _("release ordered")
    PAROLE_GRANTED = "parole_granted", _("parole granted")
    PAROLE_CANCELLED = "parole_cancelled", _("parole cancelled")
    PAROLE_RELEASE = "parole_release", _("release on parole")
    TEMPORARY_RELEASE = "temporary_release", _("temporary release")
    RELEASE = "release", _("release")
    EXCHANGE = "exchange", _("release in a prisoner exchange")
    # In custody
    HUNGER_STRIKE = "hunger_strike", _("hunger strike")
    SELF_HARM = "self_harm", _("self-harm")
    SOLITARY_CONFINEMENT = "solitary_confinement", _("solitary confinement")
    ILL_TREATMENT = "ill_treatment", _("ill-treatment in custody")
    MEDICAL_NEGLECT = "medical_neglect", _("medical care refused")
    DEATH = "death", _("death")
    DEATH_IN_CUSTODY = "death_in_custody", _("death in custody")
    # Proceedings
    INVESTIGATION = "investigation", _("investigation opened")
    SUMMONS = "summons", _("summons")
    INTERROGATION = "interrogation", _("interrogation")
    SEARCH = "search", _("search")
    CHARGE = "charge", _("charge brought")
    CHARGE_CHANGED = "charge_changed", _("charge changed")
    CHARGE_DROPPED = "charge_dropped", _("charge dropped")
    TRIAL_OPENED = "trial_opened", _("trial opened")
    HEARING = "hearing", _("hearing")
    CONVICTION = "conviction", _("conviction")
    ACQUITTAL = "acquittal", _("acquittal")
    SENTENCE = "sentence", _("sentence")
    SENTENCE_AMENDED = "sentence_amended", _("sentence amended")
    PLEA_AGREEMENT = "plea_agreement", _("plea agreement")
    APPEAL = "appeal", _("appeal")
    APPEAL_DECIDED = "appeal_decided", _("appeal decided")
    PARDON_OFFERED = "pardon_offered", _("pardon offered")
    COURT_RULING = "court_ruling", _("court ruling")
    FINE = "fine", _("fine")
    # Pressure outside custody
    ATTACK = "attack", _("attack")
    BEATING = "beating", _("beating by officials")
    THREAT = "threat", _("threat")
    SURVEILLANCE = "surveillance", _("surveillance")
    SMEAR_CAMPAIGN = "smear_campaign", _("smear campaign")
    RESTRICTION = "restriction", _("restriction of rights")
    EVICTION = "eviction", _("eviction")
    ACCOUNT_BLOCKED = "account_blocked", _("online account blocked")
    SEIZURE = "seizure", _("seizure or freezing of property")
    DISMISSAL = "dismissal", _("dismissal")
    # Country and refuge
    DEPARTURE = "departure", _("departure from the country")
    RETURN = "return", _("return to the country")
    ASYLUM_GRANTED = "asylum_granted", _("asylum granted")
    ASYLUM_REFUSED = "asylum_refused", _("asylum refused")
    CITIZENSHIP_GRANTED = "citizenship_granted", _("citizenship granted")
    # What the person or others did
    PROTEST = "protest", _("protest")
    EXPRESSION = "expression", _("publication or statement")
    APPEAL_FOR_RELEASE = "appeal_for_release", _("call for release")
    DESIGNATION = "designation", _("recognition as a prisoner")
    DESIGNATION_WITHDRAWN = "designation_withdrawn", _("recognition withdrawn")
    # Organisations
    FOUNDED = "founded", _("founded")
    REGISTRATION_REFUSED = "registration_refused", _("registration refused")
    UNREGISTERED = "unregistered", _("reported as unregistered")
    REGISTERED = "registered", _("registered")
    INSPECTION = "inspection", _("inspection")
    SUSPENDED = "suspended", _("activities suspended")
    BANNED = "banned", _("banned")
    DISSOLVED = "dissolved", _("dissolved")
    LAWSUIT = "lawsuit", _("lawsuit")
    OTHER = "other", _("other event")


# What the person or others did, and what befell them otherwise: the story, but no act against them.
# A case opens with the first event that is none of these.
BACKGROUND = frozenset(
    {
        EventKind.PROTEST,
        EventKind.EXPRESSION,
        EventKind.APPEAL_FOR_RELEASE,
        EventKind.DESIGNATION,
        EventKind.DESIGNATION_WITHDRAWN,
        EventKind.DEPARTURE,
        EventKind.RETURN,
        EventKind.ASYLUM_GRANTED,
        EventKind.CITIZENSHIP_GRANTED,
        EventKind.FOUNDED,
        EventKind.REGISTERED,
        EventKind.OTHER,
    }
)


class ParticipantRole(TextChoices):
    """What part somebody had in an event."""

    AFFECTED = "affected", _("affected")
    ACTOR = "actor", _("acting")
    LAWYER = "lawyer", _("lawyer")
    SPOKESPERSON = "spokesperson", _("spokesperson")
    ALLEGED_PERPETRATOR = "alleged_perpetrator", _("alleged perpetrator")
    PRESENT = "present", _("present")
