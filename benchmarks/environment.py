"""What the measured processes are told: their database and nothing of the shell's own record."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "bench"
# What would lead a measured process to another database, cache or settings than its sample: all
# that README names, but for what is told below.
_FOREIGN = ("ACCESS_LOG", "ALLOWED_HOSTS", "BEHIND_TLS", "CACHE_URL", "CSRF_TRUSTED_ORIGINS",
            "DATABASE_POOLED", "DEBUG", "HOST", "MAX_EXPORTS", "PORT", "PUBLIC_DATABASE_URL",
            "PUBLIC_FALLBACK", "PUBLIC_MAX_LAG", "PURGE_HEADER", "PURGE_METHOD", "PURGE_URL",
            "SECRET_KEY", "TRACKER_SITE_URL", "WEB_CONCURRENCY", "WEB_THREADS")  # fmt: skip


def environment(url: str) -> dict[str, str]:
    """The variables for a process on the database `url`: our own folder, every half of the site.

    No answer is kept: what takes the time is the work and not a copy of its last answer.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    return kept | {
        "CACHE_MEGABYTES": "0",
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "TRACKER_ROLE": "all",
        "TRACKER_VAR_DIR": str(FOLDER),
    }
