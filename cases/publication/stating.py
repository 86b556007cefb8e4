"""Whether a text is stated, asked so that the few rows where it is are found by their index."""

from django.db.models import BooleanField, Func


class Stated(Func):
    """Whether a text is not empty, said so that SQLite uses an index of those rows alone: of a
    value that comes as a parameter it cannot know."""

    output_field = BooleanField()
    template = "%(expressions)s > ''"
