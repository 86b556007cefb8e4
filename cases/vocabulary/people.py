"""Words for persons, names, links and organisations."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Gender(TextChoices):
    FEMALE = "female", _("female")
    MALE = "male", _("male")
    OTHER = "other", _("other")
    UNKNOWN = "unknown", _("not stated")


class HeadcountBasis(TextChoices):
    """How many people a row stands for is stated exactly, or at least."""

    EXACT = "exact", _("exactly")
    MINIMUM = "minimum", _("at least")


class NameKind(TextChoices):
    PRIMARY = "primary", _("name shown first")
    SPELLING = "spelling", _("spelling")
    FORMER = "former", _("former name")
    PSEUDONYM = "pseudonym", _("pseudonym")
    ABBREVIATION = "abbreviation", _("abbreviation")
    TRANSLATION = "translation", _("translation")


class NameOrigin(TextChoices):
    SOURCE = "source", _("stands in a source")
    EDITORIAL = "editorial", _("editorial")


class Script(TextChoices):
    LATIN = "latn", _("Latin")
    CYRILLIC = "cyrl", _("Cyrillic")
    ARABIC = "arab", _("Arabic")
    CHINESE = "hans", _("Chinese")
    GEORGIAN = "geor", _("Georgian")
    ARMENIAN = "armn", _("Armenian")
    OTHER = "zyyy", _("other")


class Profession(TextChoices):
    ACTIVIST = "activist", _("activist")
    JOURNALIST = "journalist", _("journalist or blogger")
    LAWYER = "lawyer", _("lawyer")
    RIGHTS_DEFENDER = "rights_defender", _("human rights defender")
    POLITICIAN = "politician", _("politician")
    POET = "poet", _("poet or writer")
    ARTIST = "artist", _("artist or film-maker")
    MERCHANT = "merchant", _("merchant")
    BUSINESS = "business", _("businessperson")
    OFFICIAL = "official", _("official")
    TEACHER = "teacher", _("teacher or academic")
    CLERGY = "clergy", _("cleric or religious leader")
    ELECTION_OBSERVER = "election_observer", _("election observer")
    PENSIONER = "pensioner", _("pensioner")
    CAMP_WORKER = "camp_worker", _("camp worker")
    EDITOR = "editor", _("editor")
    EMPLOYEE = "employee", _("employee")
    OTHER = "other", _("other")


class PersonRelation(TextChoices):
    """`person` is the ... of `related`."""

    PARENT = "parent", _("parent of")
    CHILD = "child", _("child of")
    SIBLING = "sibling", _("brother or sister of")
    SPOUSE = "spouse", _("married to")
    FORMER_SPOUSE = "former_spouse", _("formerly married to")
    RELATIVE = "relative", _("relative of")
    LAWYER = "lawyer", _("lawyer of")
    ASSOCIATE = "associate", _("associate of")
    MEMBER_OF_GROUP = "member_of_group", _("one of the group")


class OrganisationKind(TextChoices):
    MOVEMENT = "movement", _("movement")
    PARTY = "party", _("party")
    NGO = "ngo", _("non-governmental organisation")
    RIGHTS_GROUP = "rights_group", _("human rights group")
    STATE_BODY = "state_body", _("state body")
    SECURITY_BODY = "security_body", _("police or security body")
    MEDIA = "media", _("media")
    INTERNATIONAL = "international", _("international organisation")
    RELIGIOUS = "religious", _("religious community")
    COMPANY = "company", _("company")
    OTHER = "other", _("other")


class OrganisationRelation(TextChoices):
    """`organisation` is the ... of `related`."""

    SPLINTER_OF = "splinter_of", _("splinter of")
    SUCCESSOR_OF = "successor_of", _("successor of")
    ASSOCIATED_WITH = "associated_with", _("associated with")
    PART_OF = "part_of", _("part of")


class AffiliationRole(TextChoices):
    FOUNDER = "founder", _("founder")
    LEADER = "leader", _("leader")
    MEMBER = "member", _("member")
    STAFF = "staff", _("staff")
    SUPPORTER = "supporter", _("supporter")
    VOLUNTEER = "volunteer", _("volunteer")
    CANDIDATE = "candidate", _("candidate")
    ASSOCIATE = "associate", _("associate")
    LINKED = "linked", _("linked")


class Asserted(TextChoices):
    """On whose word an affiliation stands."""

    ALLEGED_BY_AUTHORITIES = "alleged_by_authorities", _("alleged by the authorities")
    SELF_DECLARED = "self_declared", _("by the person's own word")
    REPORTED = "reported", _("reported")
