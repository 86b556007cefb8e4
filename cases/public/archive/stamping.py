"""Of which state of the publications an archive is: it is served only while its stamp is the one
that is taken now. Nothing is written here."""

import hashlib
import secrets

from django.conf import settings
from django.db import router
from django.utils import translation

from cases.public import columns
from cases.publication.editions import current_edition
from cases.publication.models import Edition

# The version of the files and their columns, as CHANGELOG.md tells it: raised with any change.
CONTRACT_VERSION = "2"


def take_stamp() -> str:
    """The contract and the mark of the edition; one short query, whatever the number of rows.

    Taken before the rows of an archive are read, so that what changes meanwhile is found. Where a
    database knows no edition, the stamp is like no other.
    """
    edition = current_edition(router.db_for_read(Edition))
    mark = edition.mark if edition else secrets.token_hex(16)
    return f"{contract_digest()} {mark}"


def contract_digest() -> str:
    """Changes with the version, a column, or the address of the site, which stands in the rows."""
    with translation.override(settings.LANGUAGE_CODE):
        told = [
            (table.file, column.name, column.type, str(column.description))
            for table in columns.TABLES
            for column in table.columns
        ]
    seed = repr((CONTRACT_VERSION, settings.TRACKER_SITE_URL, told))
    return hashlib.sha256(seed.encode()).hexdigest()[:16]
