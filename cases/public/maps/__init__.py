"""Maps made on the server: outlines of countries, and places as marks on them. No query here."""
