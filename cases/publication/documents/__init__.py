"""Builds the documents of docs/documents.md from facts that have been redacted."""

SCHEMA_VERSION = 1
