"""The columns of the tables that hang on a case by its identifier: an ordered allow-list.

Those of cases and people, and the list of all tables, are in columns.py.
"""

from django.utils.translation import gettext_lazy as _

from cases.public.tables import FIRST_DAY, Column, Table, Type, dated

_T = Type
_CASE = (
    Column("case_id", _T.TEXT, _("The case it belongs to, if any."), "case_public_id"),
    Column("case", _T.TEXT, _("Last part of that case's address."), "case_slug"),
)
_UPDATED = Column("updated_at", _T.INSTANT, _("When what is published of it last changed."))
_WHO = Column("person", _T.TEXT, _("Name of the person, group or organisation concerned."))
_SUBJECT = Column("subject_id", _T.TEXT, _("The subject of the case, as in subjects.csv."))
_DISPUTED = Column("disputed", _T.BOOLEAN, _("Whether sources differ over it."))

EVENT_COLUMNS = (
    Column("event_id", _T.TEXT, _("Identifier of the event; never changes."), "public_id"),
    *_CASE,
    Column("people", _T.LIST, _("People affected.")),
    Column("kind", _T.TEXT, _("Kind of event.")),
    *dated("date", _("Date, as precise as the source.")),
    Column("end", _T.EDTF, _("When it ended, where a source says so.")),
    Column("place", _T.TEXT, _("Place.")),
    Column("court", _T.TEXT, _("Court.")),
    Column("facility", _T.TEXT, _("Prison or other place of detention.")),
    Column("organisations", _T.LIST, _("Organisations that had a part in it.")),
    Column("summary", _T.TEXT, _("What happened, in our own words.")),
    _DISPUTED,
    Column("sources", _T.LIST, _("Sources that it rests on.")),
    Column("updated_at", _T.INSTANT, _("When what is published of the event last changed.")),
    *dated("planned", _("For when it was announced, if it is not known to have happened.")),
    Column("hearsay", _T.BOOLEAN, _("Whether hearsay alone tells of it."), "is_hearsay"),
)

SUBJECT_COLUMNS = (
    Column("subject_id", _T.TEXT, _("Identifier of the subject; never changes."), "public_id"),
    *_CASE,
    Column("person_id", _T.TEXT, _("The person, as in people.csv; empty for an organisation.")),
    Column("organisation_id", _T.TEXT, _("The organisation; empty for a person.")),
    Column("name", _T.TEXT, _("Name shown, or the description of somebody unnamed.")),
    Column("headcount", _T.INTEGER, _("How many people it stands for.")),
    Column("headcount_basis", _T.TEXT, _("Whether that number is exact or a minimum.")),
    Column("status", _T.TEXT, _("Last known state, by the events of this case alone.")),
    Column("status_since", _T.EDTF, _("Since when.")),
    Column("status_since_earliest", _T.DAY, FIRST_DAY),
    Column("status_confirmed", _T.EDTF, _("When a source last confirmed it, as it tells it.")),
    Column("certainty", _T.TEXT, _("How it is known: certain, last known or possible.")),
    Column("expected_release", _T.EDTF, _("When the term would end, if it is known.")),
    _UPDATED,
)

CHARGE_COLUMNS = (
    Column("charge_id", _T.TEXT, _("Identifier of the charge; never changes."), "public_id"),
    *_CASE,
    _SUBJECT,
    _WHO,
    Column("wording", _T.TEXT, _("What the authorities allege, in our own words.")),
    Column("provision", _T.TEXT, _("Legal provision, where a source names it.")),
    Column("status", _T.TEXT, _("What became of it, as far as is known.")),
    *dated("brought", _("When it was brought.")),
    Column("decided", _T.EDTF, _("When it ended in a conviction, an acquittal or nothing.")),
    _DISPUTED,
    _UPDATED,
)

SENTENCE_COLUMNS = (
    Column("sentence_id", _T.TEXT, _("Identifier of the sentence; never changes."), "public_id"),
    *_CASE,
    _SUBJECT,
    _WHO,
    Column("kind", _T.TEXT, _("Kind of sentence.")),
    Column("years", _T.INTEGER, _("Years of the term; 0 where the term is not stated.")),
    Column("months", _T.INTEGER, _("Months of the term, besides the years.")),
    Column("days", _T.INTEGER, _("Days of the term, besides years and months.")),
    Column("quantity", _T.INTEGER, _("Hours of work, or strokes.")),
    Column("is_life", _T.BOOLEAN, _("Whether it is for life.")),
    Column("amount", _T.TEXT, _("Amount of money, a decimal number.")),
    Column("currency", _T.TEXT, _("Its currency, ISO 4217.")),
    Column("is_converted", _T.BOOLEAN, _("Whether the source gives it in another currency.")),
    Column("in_absentia", _T.BOOLEAN, _("Whether the person was sentenced in their absence.")),
    *dated("imposed", _("When it was imposed.")),
    Column("court", _T.TEXT, _("Court that imposed it.")),
    Column("imposed_by", _T.TEXT, _("Body that imposed it, where that is no court.")),
    Column("amends", _T.TEXT, _("The sentence that it changes, as in this table.")),
    Column("conditions", _T.LIST, _("What comes with it: kind, length (ISO 8601), quantity.")),
    Column("note", _T.TEXT, _("Note.")),
    _DISPUTED,
    _UPDATED,
)

DESIGNATION_COLUMNS = (
    Column("designation_id", _T.TEXT, _("Identifier of the recognition; never changes."),
           "public_id"),
    *_CASE,
    Column("person_id", _T.TEXT, _("The person, as in people.csv; empty for an organisation.")),
    Column("name", _T.TEXT, _("Name of the person, group or organisation recognised.")),
    Column("kind", _T.TEXT, _("Recognised as what.")),
    Column("grantor", _T.TEXT, _("By whom.")),
    *dated("granted", _("When it was granted.")),
    *dated("withdrawn", _("When it was withdrawn.")),
    _UPDATED,
)  # fmt: skip

AFFILIATION_COLUMNS = (
    Column("affiliation_id", _T.TEXT, _("Identifier of the affiliation; never changes."),
           "public_id"),
    Column("person_id", _T.TEXT, _("The person, as in people.csv if subject of a case.")),
    Column("person", _T.TEXT, _("Name of the person.")),
    Column("organisation_id", _T.TEXT, _("The organisation, as in organisations.csv.")),
    Column("role", _T.TEXT, _("As what: member, supporter, founder, staff and so on.")),
    Column("asserted", _T.TEXT, _(
        "On whose word: alleged_by_authorities, self_declared or reported."
    )),
    Column("starts", _T.EDTF, _("Since when, where a source says so.")),
    Column("ends", _T.EDTF, _("Until when, where a source says so.")),
    _UPDATED,
)  # fmt: skip

CITATION_COLUMNS = (
    Column("citation_id", _T.TEXT, _("Identifier of one citation for one fact."), "public_id"),
    Column("case_id", _T.TEXT, _("The case that shows the fact, if any."), "case_public_id"),
    Column("case", _T.TEXT, _("Last part of that case's address."), "case_slug"),
    Column("fact_type", _T.TEXT, _(
        "What is cited for: event, charge, sentence, designation, affiliation, relation,"
        " dispute_claim, person, name, birth, age, organisation_name, organisation_link or"
        " reported_count."
    )),
    Column("fact_id", _T.TEXT, _("Identifier of that fact, as in its own table.")),
    Column("dispute_id", _T.TEXT, _("Of a claim: the dispute in which it is made.")),
    Column("dispute_question", _T.TEXT, _("Of a claim: the question on which sources differ.")),
    Column("claim", _T.TEXT, _("Of a claim: the answer, in our own words.")),
    Column("claim_used", _T.BOOLEAN, _("Of a claim: whether it is the one used.")),
    Column("source_id", _T.TEXT, _("Identifier of the source; empty for a claim without one.")),
    Column("source", _T.TEXT, _("Source.")),
    Column("publisher", _T.TEXT, _("Who published it.")),
    Column("published", _T.EDTF, _("When it was published.")),
    Column("document", _T.TEXT, _("Document in which the source was found.")),
    Column("article", _T.INTEGER, _("Number of the article in the document.")),
    Column("paragraph", _T.INTEGER, _("Number of the paragraph in the article.")),
    Column("locator", _T.TEXT, _("Another place in the source: page, minute, section.")),
    Column("stance", _T.TEXT, _("Whether the source supports or contradicts the fact.")),
    Column("basis", _T.TEXT, _("On whose word the source says it.")),
    Column("attributed_to", _T.TEXT, _("Whom the source names for it.")),
    Column("note", _T.TEXT, _("Note.")),
    _UPDATED,
)  # fmt: skip

EVENTS = Table("events.csv", "events-csv", _("Events, one a row"), EVENT_COLUMNS)
SUBJECTS = Table(
    "subjects.csv", "subjects-csv", _("Subjects of the cases and their state, one a row"),
    SUBJECT_COLUMNS,
)  # fmt: skip
CHARGES = Table("charges.csv", "charges-csv", _("Charges, one a row"), CHARGE_COLUMNS)
SENTENCES = Table("sentences.csv", "sentences-csv", _("Sentences, one a row"), SENTENCE_COLUMNS)
DESIGNATIONS = Table(
    "designations.csv", "designations-csv", _("Recognitions as a prisoner, one a row"),
    DESIGNATION_COLUMNS,
)  # fmt: skip
AFFILIATIONS = Table(
    "affiliations.csv", "affiliations-csv", _("Who is linked to which organisation, on whose word"),
    AFFILIATION_COLUMNS,
)  # fmt: skip
CITATIONS = Table(
    "citations.csv", "citations-csv", _("Which fact rests on which source, one citation a row"),
    CITATION_COLUMNS,
)  # fmt: skip
CHILD_TABLES = (EVENTS, SUBJECTS, CHARGES, SENTENCES, DESIGNATIONS, CITATIONS, AFFILIATIONS)
