"""Charts as plain geometry in percent of the width; templates turn it into SVG. No colours here."""
