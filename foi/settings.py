"""Settings, read from the environment (12-factor) and safe when nothing is set.

Unset, the site is a test site on this machine: SQLite, the embedded broker, mail
kept in a folder, no letter sent to any council. See README.md for every name.
"""

import os
import secrets
import sys
import tempfile
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# ------------------------------------------------------------------ the place
DEBUG = env.bool("DEBUG", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname or ""
IS_HTTPS = SITE_URL.startswith("https://")
IS_LOCAL = SITE_HOST in {"127.0.0.1", "localhost", "::1"}
# A database of made-up requests (`make demo`): every page and file says so.
DEMO = env.bool("DEMO", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=sorted({SITE_HOST, "127.0.0.1", "localhost"}))
CSRF_TRUSTED_ORIGINS = [SITE_URL]


def _secret_key() -> str:
    """The environment's key, or one made once for a site on this machine (mode 0600)."""
    if key := env.str("SECRET_KEY", default=""):
        return key
    if not IS_LOCAL:
        raise ImproperlyConfigured("SECRET_KEY must be set when SITE_URL is not on this machine.")
    path = DATA_DIR / "secret_key"
    try:
        if not path.exists():
            DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(50))
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {DATA_DIR} cannot be used ({error.strerror}): "
            "make it writable, or name another one with DATA_DIR."
        ) from error


SECRET_KEY = _secret_key()

# -------------------------------------------------------------- who runs it
OPERATOR_NAME = env.str("OPERATOR_NAME", default="")
OPERATOR_ADDRESS = env.str("OPERATOR_ADDRESS", default="")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")
ICO_REGISTRATION = env.str("ICO_REGISTRATION", default="")
LETTERS_FROM = env.str("LETTERS_FROM", default=CONTACT_EMAIL)
MAIL_DOMAIN = env.str("MAIL_DOMAIN", default="")
# All four name the operator; until then the site sends no letter to a council.
OPERATOR_IS_NAMED = all((OPERATOR_NAME, OPERATOR_ADDRESS, CONTACT_EMAIL, ICO_REGISTRATION))

# The regulator and what it asks for are settings, not law (LAW.md 0.10).
REGULATOR_NAME = env.str("REGULATOR_NAME", default="Information Commissioner's Office")
REGULATOR_URL = env.str("REGULATOR_URL", default="https://ico.org.uk/make-a-complaint/")
COMPLAINT_DAYS = env.int("COMPLAINT_DAYS", default=42)  # "within six weeks", its own form
SMALL_NUMBER_THRESHOLD = env.int("SMALL_NUMBER_THRESHOLD", default=5)  # 1 to 4 become "<5"
UPLOAD_LIMIT_BYTES = env.int("UPLOAD_LIMIT_BYTES", default=50 * 1024 * 1024)
LETTERS_PER_DAY = env.int("LETTERS_PER_DAY", default=5)  # through the site, per account
CODES_PER_HOUR = env.int("CODES_PER_HOUR", default=6)
FORMS_PER_HOUR = env.int("FORMS_PER_HOUR", default=60)
REPLY_LINKS_PER_MINUTE = env.int("REPLY_LINKS_PER_MINUTE", default=10)  # mails to councils

# ------------------------------------------------------------------- the apps
INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "django_htmx",
    "authorities.apps.AuthoritiesConfig",
    "foi.apps.FoiConfig",
]

MIDDLEWARE = [
    "foi.middleware.SecurityHeadersMiddleware",  # first, so that error pages carry them too
    "csp.middleware.CSPMiddleware",  # before what may refuse or redirect by itself
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "foi.middleware.BodyLimitMiddleware",
    "foi.middleware.NoNullsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "foi.urls"
WSGI_APPLICATION = "foi.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "foi.context.site",
            ],
        },
    },
]

# --------------------------------------------------------------- the database
if DATABASE_URL := env.str("DATABASE_URL", default=""):
    DATABASES = {"default": environ.Env.db_url_config(DATABASE_URL)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(DATA_DIR / "twentieth-day.sqlite3"),
        }
    }
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a transaction that reads and then writes must not fail as "locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
            "PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=27103364;"
        ),
    }
    # A file, so that a live server's threads and a test share it; one for each test run.
    _test_file = Path(tempfile.gettempdir()) / f"twentieth-day-test-{os.getpid()}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(_test_file)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ------------------------------------------------------------------- the jobs
REDIS_URL = env.str("REDIS_URL", default="")
BROKER_DIR = DATA_DIR / "broker"
CELERY_BROKER_URL = REDIS_URL or "filesystem://"
if not REDIS_URL:
    CELERY_BROKER_TRANSPORT = "foi.broker:Transport"  # the same, whose messages are written whole
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"visibility_timeout": 600, "unacked_restore_throttle": 1}
    if REDIS_URL
    else {
        "data_folder_in": str(BROKER_DIR),
        "data_folder_out": str(BROKER_DIR),
        "control_folder": str(DATA_DIR / "broker-control"),
        "polling_interval": 0.3,
    }
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = "Europe/London"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

if REDIS_URL:
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    }
else:  # right with one web process only, which is how `run_all` starts it
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# ------------------------------------------------------------------- the post
EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    globals().update(environ.Env.email_url_config(EMAIL_URL))
else:  # kept in a folder and shown at /outbox/ to a visitor on this machine only
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "outbox"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = LETTERS_FROM or "Twentieth Day <noreply@localhost>"
SERVER_EMAIL = parseaddr(DEFAULT_FROM_EMAIL)[1]
ADMINS = [("Operator", CONTACT_EMAIL)] if CONTACT_EMAIL else []

# --------------------------------------------------------------- the accounts
AUTH_USER_MODEL = "foi.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]  # no password anywhere
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 30 * 60
ACCOUNT_LOGIN_TIMEOUT = 30 * 60  # the whole way in; the default would cut the code short
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True  # one address for an account; a new one replaces it once confirmed
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 30 * 60
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_RATE_LIMITS = {  # per address asked for, and per visitor
    "request_login_code": f"{CODES_PER_HOUR}/h/key,{10 * CODES_PER_HOUR}/h/ip",
}
ACCOUNT_FORMS = {"request_login_code": "foi.forms.accounts.SignInForm"}
ACCOUNT_ADAPTER = "foi.adapters.AccountAdapter"
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# --------------------------------------------------------------- language, day
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

# --------------------------------------------------------------- static, files
STATIC_URL = "/static/"
# An image collects them once, outside the volume that holds the data.
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "static")))
MEDIA_ROOT = DATA_DIR / "files"  # outside the web root; leaves only through a view
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# ------------------------------------------------------------------- security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],  # no 'unsafe-inline', no 'unsafe-eval', anywhere
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DRAFT_SECONDS = 24 * 3600  # what was typed before signing in, and what the guard stopped

# ----------------------------------------------------------------------- logs
# Letters hold names: no body, form value or local variable reaches a log or an error mail,
# nor an exception's own text or a whole address (foi/logs.py). gunicorn keeps no access log.
DEFAULT_EXCEPTION_REPORTER_FILTER = "foi.middleware.NoContentReporterFilter"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "foi.logs.PlacesFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "mail": {
            "class": "foi.logs.PlacesMailHandler",
            "level": "ERROR",
            "formatter": "line",
            "reporter_class": "foi.logs.PlacesReporter",
        },
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console", "mail"], "level": "INFO", "propagate": False},
        # Programs that try every machine under a wrong name: no mail for each.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
TESTING = "pytest" in sys.modules
