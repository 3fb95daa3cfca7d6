"""Django's settings. What an installation may set is the table in `giaoviec.environment`; the rest is fixed here.

A wrong value stops the start, with a sentence for each fault.
"""

import hashlib
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from giaoviec import use_own_sqlite
from giaoviec.environment import LOOPBACK, ROOT, SETTINGS, database_digest, kept_secret, read_environment

__all__ = ["SETTINGS"]
SQLITE_FLOOR = (3, 51, 3)

_env, _faults = read_environment()
if _faults:
    raise ImproperlyConfigured("; ".join(_faults))

BASE_DIR = ROOT
DOCS_DIR = ROOT / "docs" if (ROOT / "docs" / "guide").is_dir() else Path(sys.prefix) / "share" / "giaoviec" / "docs"
PACKAGE_DIR = Path(__file__).resolve().parent
DATA_DIR: Path = _env["DATA_DIR"].resolve()
HOST: str = _env["HOST"]
PORT: int = _env["PORT"]
PUBLIC_URL: str = _env["PUBLIC_URL"] or f"http://127.0.0.1:{PORT}"
HTTPS = PUBLIC_URL.startswith("https:")
ALLOWED_HOSTS = [*LOOPBACK, str(urlsplit(PUBLIC_URL).hostname), *(_env["ALLOWED_HOSTS"] or [])]
TRUSTED_PROXIES = _env["TRUSTED_PROXIES"] or []
INSIDE_NETWORKS = _env["INSIDE_NETWORKS"] or []
SECOND_FACTOR: str = _env["SECOND_FACTOR"] or ""
WEB_PROCESSES: int = _env["WEB_PROCESSES"]
WORK_PROCESSES: int = _env["WORK_PROCESSES"]
READ_ONLY: bool = _env["READ_ONLY"]
TODAY = _env["TODAY"]
DEMO_PASSWORD: str = _env["DEMO_PASSWORD"] or ""
DEBUG = False


# Keys

KEYS_DIR = DATA_DIR / "keys"
try:
    SECRET_KEY: str = _env["SECRET_KEY"] or kept_secret(KEYS_DIR, "secret-key")
    FACTOR_KEY: str = _env["FACTOR_KEY"] or kept_secret(KEYS_DIR, "factor-key")
except OSError as _fault:
    raise ImproperlyConfigured(f"DATA_DIR={DATA_DIR} cannot be written: {_fault.strerror}") from _fault


# Databases

use_own_sqlite()


def _sqlite(path: str | Path) -> dict[str, Any]:
    import sqlite3

    if sqlite3.sqlite_version_info < SQLITE_FLOOR:
        floor = ".".join(map(str, SQLITE_FLOOR))
        raise ImproperlyConfigured(
            f"SQLite {sqlite3.sqlite_version} loses data in WAL mode; {floor} or newer is needed"
        )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,  # Opening the file costs more than a page's statements.
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;",
        },
        "TEST": {"NAME": str(DATA_DIR / "test.sqlite3")},
    }


def _postgresql(url: dict[str, Any]) -> dict[str, Any]:
    options: dict[str, Any] = {**url["options"]}
    host = options.pop("host", url["host"])
    if "," in host and not READ_ONLY:
        options.setdefault("target_session_attrs", "read-write")
    options |= {
        "server_side_binding": True,
        "prepare_threshold": 3,
        "connect_timeout": 5,
        "options": "-c synchronous_commit=on -c timezone=UTC -c statement_timeout=60000 -c jit=off",
    }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url["name"],
        "USER": url["user"],
        "PASSWORD": url["password"],
        "HOST": host,
        "PORT": url["port"],
        "CONN_HEALTH_CHECKS": True,  # A pooled connection to a server that is gone is not given to a page.
        "OPTIONS": options,
    }


_url = _env["DATABASE_URL"] or {"kind": "sqlite", "name": DATA_DIR / "giaoviec.sqlite3"}
DATABASES = {"default": _sqlite(_url["name"]) if _url["kind"] == "sqlite" else _postgresql(_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# `demo` leaves this mark beside the data, naming the database it filled; where it does not fit, this is production.
DEMONSTRATION_MARK = DATA_DIR / "demonstration"
DATABASE_DIGEST = database_digest(_url)


# The application

ROOT_URLCONF = "giaoviec.urls"
WSGI_APPLICATION = "giaoviec.wsgi.application"
AUTH_USER_MODEL = "agencies.Person"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_q",
    "giaoviec.journal",
    "giaoviec.regulation",
    "giaoviec.agencies",
    "giaoviec.duties",
    "giaoviec.documents",
    "giaoviec.assignments",
    "giaoviec.oversight",
    "giaoviec.reporting",
    "giaoviec.evaluation",
    "giaoviec.exchange",
    "giaoviec.ops",
    "giaoviec.demo",
    "giaoviec.site",
]
MIDDLEWARE = [
    "giaoviec.site.proxies.TrustedProxies",
    "giaoviec.site.headers.BrowserHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "giaoviec.site.read_only.ReadOnly",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "giaoviec.agencies.middleware.ActorMiddleware",
    "giaoviec.site.failing.ErrorPages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja2",
        "DIRS": sorted(PACKAGE_DIR.glob("*/templates")),
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "giaoviec.site.jinja.environment",
            "context_processors": ["giaoviec.site.context.page"],
            "bytecode_dir": str(DATA_DIR / "compiled-templates"),
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "django",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True


# Static files: sources of our own and those built at set-up, collected beside the interpreter, never in the data.

ASSETS_DIR = Path(sys.prefix) / "share" / "giaoviec" / "assets"
STATIC_ROOT = Path(sys.prefix) / "share" / "giaoviec" / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE_DIR / "site" / "static", ASSETS_DIR]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 0  # Unhashed names only; hashed ones are immutable for ten years.


# Sign-in, cookies, browser

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("MinimumLengthValidator", {"min_length": 10}),
        ("UserAttributeSimilarityValidator", {"user_attributes": ("username", "name", "email")}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    ]
]
LOGIN_URL = "/dang-nhap/"
LOGIN_REDIRECT_URL = "/"
# allauth keeps second factors; names, passwords and locks are ours, and none of its pages is
# mounted (decision 0018).
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_RATE_LIMITS = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "giaoviec.agencies.factors.Adapter"
MFA_TOTP_ISSUER = "Giao Việc"
MFA_TOTP_TOLERANCE = 1  # Clocks of phones are off by some seconds.
MFA_RATE_LIMITS = False
_prefix = "__Host-" if HTTPS else ""
SESSION_ENGINE = "giaoviec.agencies.sessions"
SESSION_COOKIE_NAME = f"{_prefix}giaoviec"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # A link in a message must find its reader signed in.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "giaoviec.site.failing.stale_form"
CSRF_COOKIE_NAME = f"{_prefix}giaoviec-csrf"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS


# The province's directory, which proves passwords where an account is sent to it

LDAP_URL: str = _env["LDAP_URL"] or ""
LDAP_BASE: str = _env["LDAP_BASE"] or ""
LDAP_BIND_DN: str = _env["LDAP_BIND_DN"] or ""
LDAP_BIND_PASSWORD: str = _env["LDAP_BIND_PASSWORD_FILE"] or ""
LDAP_NAME_ATTRIBUTE: str = _env["LDAP_NAME_ATTRIBUTE"]
LDAP_FILTER: str = _env["LDAP_FILTER"]
LDAP_CA_FILE: Path | None = _env["LDAP_CA_FILE"]


# What comes in stays in memory until it is judged (6.2).

WAITING_DIR = Path(
    _env["WAITING_DIR"] or f"/dev/shm/giaoviec-{hashlib.sha256(str(DATA_DIR).encode()).hexdigest()[:16]}"  # noqa: S108
)
EXCHANGE_DIR = Path(_env["EXCHANGE_DIR"]) if _env["EXCHANGE_DIR"] else None
EXCHANGE_TRUST_DIR = Path(_env["EXCHANGE_TRUST_DIR"]) if _env["EXCHANGE_TRUST_DIR"] else None
UPLOAD_LIMIT = 50 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["giaoviec.site.uploads.InMemory"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000


# Background work: the queue lies in the database, so that a job and the rows it is about commit together.

Q_CLUSTER = {
    "name": "giaoviec",
    "orm": "default",
    "workers": WORK_PROCESSES,
    "queue_limit": WORK_PROCESSES,
    "timeout": 3600,
    "retry": 3900,
    "max_attempts": 5,
    "ack_failures": False,
    "poll": 1,
    "catch_up": False,
    "save_limit": 1000,
    "log_level": "WARNING",
}


# Mail

EMAIL_HOST: str = _env["EMAIL_HOST"] or ""
EMAIL_PORT: int = _env["EMAIL_PORT"]
EMAIL_HOST_USER: str = _env["EMAIL_USER"] or ""
EMAIL_HOST_PASSWORD: str = _env["EMAIL_PASSWORD"] or ""
EMAIL_USE_TLS = _env["EMAIL_SECURITY"] == "starttls"
EMAIL_USE_SSL = _env["EMAIL_SECURITY"] == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _env["EMAIL_FROM"]
MAIL_DIR = DATA_DIR / "mail"
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "giaoviec.ops.mail.FolderBackend"


# Backups and measures

BACKUP_COPY_DIR: Path | None = _env["BACKUP_COPY_DIR"]
SNAPSHOT_DIR: Path | None = _env["SNAPSHOT_DIR"]
BACKUP_KEEP_DAYS: int = _env["BACKUP_KEEP_DAYS"]
BACKUP_KEEP_WEEKS: int = _env["BACKUP_KEEP_WEEKS"]
BACKUP_KEEP_MONTHS: int = _env["BACKUP_KEEP_MONTHS"]
METRICS_TOKEN: str = _env["METRICS_TOKEN"] or ""


# Logs go to the standard error stream and hold no content.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "json": {"()": "giaoviec.ops.logs.JsonLines"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": _env["LOG_FORMAT"]}},
    "root": {"handlers": ["stderr"], "level": _env["LOG_LEVEL"]},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django-q": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}
