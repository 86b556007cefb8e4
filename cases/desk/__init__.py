"""The researchers' admin. Never imported by the public half."""
