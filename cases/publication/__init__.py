"""Read-only rows made from the facts; redaction lives here and nowhere else."""
