"""What all the others export: the columns of cases.csv that stand in a row."""

from cases.public.columns import CASES

# A day that is asked about stands in none.
FIELDS = [column.source for column in CASES.columns if not column.is_asked]
