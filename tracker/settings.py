"""Django's settings, read from the environment. Every variable is described in README.md."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.utils.translation import gettext_lazy as _

from tracker.environment import kept_secret, number, one_of, switch, web_address, words

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("TRACKER_VAR_DIR") or BASE_DIR / "var")

DEBUG = switch("DEBUG")
SECRET_KEY = os.environ.get("SECRET_KEY") or kept_secret(VAR_DIR / "secret-key")
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")

# Where the public reaches the site: feeds, exports and "how to cite" print absolute addresses.
TRACKER_SITE_URL = os.environ.get("TRACKER_SITE_URL", "http://127.0.0.1:8000").rstrip("/")

# Which half this process serves: the public pages, the researchers' desk, or both.
TRACKER_ROLE = one_of("TRACKER_ROLE", ("public", "desk", "all"), default="all")
SERVES_PUBLIC = TRACKER_ROLE in {"public", "all"}
SERVES_DESK = TRACKER_ROLE in {"desk", "all"}

# A public process has no sessions, no login and no desk; the facts' models stay, for migrations.
# The desk stands before Django's admin: its templates come first.
DESK_APPS = [
    "cases.desk.apps.DeskConfig",
    "django.contrib.admin",
    "django.contrib.sessions",
    "django.contrib.messages",
]
INSTALLED_APPS = [
    *(DESK_APPS if SERVES_DESK else []),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "simple_history",
    "cases.apps.CasesConfig",
    "cases.publication.apps.PublicationConfig",
    "cases.public.apps.PublicConfig",
]

# In a process that serves both halves these see public pages pass and leave no trace: a session
# sets a cookie, and `Vary: Cookie`, only when it is used.
DESK_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tracker.security.DeskCsrfMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]
MIDDLEWARE = [
    "tracker.heads.HeadMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "tracker.security.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tracker.compression.PageCompressionMiddleware",
    "django.middleware.common.CommonMiddleware",
    *(DESK_MIDDLEWARE if SERVES_DESK else []),
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"

DESK_CONTEXT_PROCESSORS = [
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "tracker" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                *(DESK_CONTEXT_PROCESSORS if SERVES_DESK else []),
            ],
        },
    },
]

# SQLite serves many readers and one writer: write-ahead log, wait for the writer, and take the
# write lock at the start of a transaction so that two of them never deadlock half way.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        "PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON;"
    ),
}
SQLITE = "django.db.backends.sqlite3"
CONNECTION_SECONDS = 60
# One request, one connection; a dead peer is noticed in seconds, not in the system's minutes.
POSTGRESQL_OPTIONS: dict[str, Any] = {
    "connect_timeout": 3,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
# To compile the expressions of a question takes longer than to answer a short one.
POSTGRESQL_SESSION = {"jit": "off"}
# A public answer that takes longer is given up, with 503; exports lift it for themselves.
PUBLIC_STATEMENT = "20s"
# The public half's own file is only read, and may lie where nothing can be written.
SQLITE_PUBLIC_OPTIONS: dict[str, Any] = {
    "timeout": 5,
    "init_command": "PRAGMA busy_timeout=5000; PRAGMA query_only=ON;",
}


def _database(url: str, sqlite_options: dict[str, Any], *, is_public: bool) -> dict[str, Any]:
    found: dict[str, Any] = dict(
        dj_database_url.parse(url, conn_max_age=CONNECTION_SECONDS, conn_health_checks=True)
    )
    if found["ENGINE"] == SQLITE:
        return found | {"OPTIONS": sqlite_options}
    options = POSTGRESQL_OPTIONS | found.get("OPTIONS", {})
    is_pooled = switch("DATABASE_POOLED")
    if not is_pooled:
        told = POSTGRESQL_SESSION | ({"statement_timeout": PUBLIC_STATEMENT} if is_public else {})
        session = " ".join(f"-c {name}={value}" for name, value in told.items())
        options.setdefault("options", session)
    # A pooler that lends a connection for one transaction knows no cursor beyond it, and nothing
    # of a session: there the role has to say it (`manage.py public_role`).
    return found | {"OPTIONS": options, "DISABLE_SERVER_SIDE_CURSORS": is_pooled}


DATABASES: dict[str, Any] = {
    "default": {
        "ENGINE": SQLITE,
        "NAME": VAR_DIR / "tracker.sqlite3",
        "OPTIONS": SQLITE_OPTIONS,
        # To open a file anew for each answer costs more than to make the answer.
        "CONN_MAX_AGE": CONNECTION_SECONDS,
    }
}
database_url = os.environ.get("DATABASE_URL")
if database_url:
    DATABASES["default"] = _database(database_url, SQLITE_OPTIONS, is_public=not SERVES_DESK)
# Where the public half reads, if not from the primary: a standby, a restricted role, a file of
# publications only. A process of the public half needs to know no other database.
public_database_url = os.environ.get("PUBLIC_DATABASE_URL")
HAS_PUBLIC_DATABASE = bool(public_database_url)
IS_PRIMARY_KNOWN = bool(database_url) or SERVES_DESK or not HAS_PUBLIC_DATABASE
if public_database_url:
    DATABASES["public"] = _database(public_database_url, SQLITE_PUBLIC_OPTIONS, is_public=True)
    if not IS_PRIMARY_KNOWN:
        DATABASES["default"] = DATABASES["public"].copy()
DATABASE_ROUTERS = ["cases.publication.routing.ByHalf"]
# What the public half does without its database, and how old it may be, in seconds.
PUBLIC_FALLBACK = one_of(
    "PUBLIC_FALLBACK",
    ("primary", "stale", "none") if IS_PRIMARY_KNOWN else ("stale", "none"),
    default="primary" if IS_PRIMARY_KNOWN else "stale",
)
PUBLIC_MAX_LAG = number("PUBLIC_MAX_LAG", default=30)
# How many CSV files a process streams at once: half its threads stay free for pages. 0: any number.
MAX_EXPORTS = number("MAX_EXPORTS", default=4)

# Where public answers are kept that were made once: in each process, or in one Redis for all.
CACHE_URL = os.environ.get("CACHE_URL", "")
CACHE_MEGABYTES = number("CACHE_MEGABYTES", default=64)
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "cases.public.shelving.BoundedMemory",
        "OPTIONS": {"MAX_ENTRIES": 10_000, "MAX_BYTES": CACHE_MEGABYTES * 1024 * 1024},
    }
}
if CACHE_URL:
    # Pages are quicker made than waited for.
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "tracker",
        "OPTIONS": {
            "serializer": "cases.public.shelving.Plain",
            "socket_timeout": 0.5,
            "socket_connect_timeout": 0.5,
        },
    }

# A cache in front that is told which answers to forget: by this method, with the tags in the
# header Surrogate-Key, and with one header more, such as a key ("Fastly-Key: ...").
PURGE_URL = web_address("PURGE_URL")
PURGE_METHOD = one_of("PURGE_METHOD", ("PURGE", "POST"), default="PURGE")
PURGE_HEADER = os.environ.get("PURGE_HEADER", "")

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# English only is served for now; every string is marked, so a translation is one file away.
# Without LocaleMiddleware no answer depends on a cookie or on the reader's language header.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian")), ("kk", _("Kazakh"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [folder for folder in [BASE_DIR / "tracker" / "static"] if folder.is_dir()]
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# A case with its inlines is a large form; nothing that is uploaded here is a large file.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Security. BEHIND_TLS=1 says that a proxy in front speaks TLS and sets X-Forwarded-Proto.
BEHIND_TLS = switch("BEHIND_TLS")
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
# The probe of a load balancer speaks plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_HSTS_PRELOAD = BEHIND_TLS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The public half takes no POST, and so has no forms to forge; the desk has a guard of its own name.
SILENCED_SYSTEM_CHECKS = ["security.W003"]
SESSION_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_HTTPONLY = True

# What a reader searched for is nobody's business. Django logs the path of a failing request
# without its query string; the web server's log is shaped in gunicorn.conf.py.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "cases": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
