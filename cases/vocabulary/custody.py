"""States of custody and of organisations, and the sets and orders of them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CustodyState(TextChoices):
    """Where a person stood with the authorities. Derived from events, never typed."""

    FREE = "free", _("free")
    DETAINED = "detained", _("detained")
    ADMINISTRATIVE_ARREST = "administrative_arrest", _("administrative arrest")
    HOUSE_ARREST = "house_arrest", _("house arrest")
    PSYCHIATRIC_FACILITY = "psychiatric_facility", _("held in a psychiatric facility")
    IMPRISONED = "imprisoned", _("imprisoned")
    RESTRICTED = "restricted", _("restricted liberty")
    INTERNED = "interned", _("interned in a camp")
    MISSING = "missing", _("missing")
    DEAD = "dead", _("dead")
    UNKNOWN = "unknown", _("not known")


HELD = frozenset(
    {
        CustodyState.DETAINED,
        CustodyState.ADMINISTRATIVE_ARREST,
        CustodyState.HOUSE_ARREST,
        CustodyState.PSYCHIATRIC_FACILITY,
        CustodyState.IMPRISONED,
        CustodyState.INTERNED,
    }
)


# The gravest first. A person in two cases at once has the graver state of the two; a case has
# the gravest of its subjects' last known states.
GRAVITY = (
    CustodyState.DEAD,
    CustodyState.MISSING,
    CustodyState.INTERNED,
    CustodyState.IMPRISONED,
    CustodyState.PSYCHIATRIC_FACILITY,
    CustodyState.DETAINED,
    CustodyState.ADMINISTRATIVE_ARREST,
    CustodyState.HOUSE_ARREST,
    CustodyState.RESTRICTED,
    CustodyState.FREE,
    CustodyState.UNKNOWN,
)


class Whereabouts(TextChoices):
    """In which country a person is, told apart from custody."""

    IN_COUNTRY = "in_country", _("in the country")
    ABROAD = "abroad", _("abroad")
    UNKNOWN = "unknown", _("unknown")


class Certainty(TextChoices):
    """How an answer about one day is known."""

    CERTAIN = "certain", _("certain")
    POSSIBLE = "possible", _("possible")
    LAST_KNOWN = "last_known", _("last known")


# The surest first. Somebody held surely in one case and possibly in another is surely held.
SURENESS = (Certainty.CERTAIN, Certainty.LAST_KNOWN, Certainty.POSSIBLE)


class OrganisationStatus(TextChoices):
    """An organisation's standing with the authorities. Derived from events."""

    UNREGISTERED = "unregistered", _("unregistered")
    REGISTERED = "registered", _("registered")
    SUSPENDED = "suspended", _("suspended")
    BANNED = "banned", _("banned")
    DISSOLVED = "dissolved", _("dissolved")
    UNKNOWN = "unknown", _("unknown")
