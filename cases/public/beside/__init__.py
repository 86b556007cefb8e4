"""What stands beside the document of an entity: the published rows that name it, each kind of page
with its own. Read in a fixed number of queries and capped, then put into words with the labels."""

from cases.public.beside.ties import Ties, ties_of

__all__ = ["Ties", "ties_of"]
