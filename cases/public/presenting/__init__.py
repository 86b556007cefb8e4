"""From published documents to what a template prints: plain dictionaries of words and addresses.

No queries but the one for labels, no HTML, no clock: "today" comes from the view.
"""
