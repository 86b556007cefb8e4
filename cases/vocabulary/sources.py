"""Words for sources, citations and disputes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SourceKind(TextChoices):
    ARTICLE = "article", _("article")
    STATEMENT = "statement", _("statement")
    JUDGMENT = "judgment", _("judgment")
    TESTIMONY = "testimony", _("testimony")
    REPORT = "report", _("report")
    NEWSLETTER = "newsletter", _("newsletter")


class DateBasis(TextChoices):
    """Whether a source's date is printed on it or was worked out."""

    STATED = "stated", _("stated")
    INFERRED = "inferred", _("inferred from the text")


class Stance(TextChoices):
    SUPPORTS = "supports", _("supports")
    CONTRADICTS = "contradicts", _("contradicts")


class CitationBasis(TextChoices):
    """On whose word the source says it."""

    OFFICIAL = "official", _("officials")
    COURT = "court", _("a court")
    VICTIM = "victim", _("the person")
    RELATIVE = "relative", _("a relative")
    LAWYER = "lawyer", _("a lawyer")
    NGO = "ngo", _("an organisation")
    MEDIA = "media", _("the medium itself")
    HEARSAY = "hearsay", _("hearsay")


class DisputeDecision(TextChoices):
    UNDECIDED = "undecided", _("undecided")
    DECIDED = "decided", _("decided")
