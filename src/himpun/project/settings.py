"""Django's settings, made from the environment (`environment.py`) and nothing else."""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from himpun.project import logs
from himpun.project.environment import Refused, read

try:
    ENVIRONMENT = read(os.environ)
except Refused as refused:
    raise ImproperlyConfigured(str(refused)) from None

HERE = Path(__file__).parent
APPS = (
    "monitoring", "performance", "chase", "letters", "schedule", "notices", "runs", "sops",
    "archive", "office",
)  # fmt: skip

DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key
# What signs and stamps: the secret that keys are encrypted with, and services outside, or None.
HIMPUN_SIGNING_SECRET = ENVIRONMENT.signing_secret or SECRET_KEY
HIMPUN_TIME_STAMPS = ENVIRONMENT.time_stamps
HIMPUN_BSRE = ENVIRONMENT.bsre
HIMPUN_SAMPLE = ENVIRONMENT.sample
HIMPUN_VAR = ENVIRONMENT.var
HIMPUN_SOPS = ENVIRONMENT.sops
HIMPUN_URL = ENVIRONMENT.url.geturl().rstrip("/")
HIMPUN_UPLOAD_BYTES = ENVIRONMENT.upload_bytes
# The office stands below the register of SOPs and asks it by this name: (agency, day) → performers.
HIMPUN_PERFORMERS = "himpun.sops.queries.performers.performers_in_force"
# The archive stands below the apps whose things it finds and whose files it keeps: what the search
# can find anew () → entries, and what needs some stored files (keys) → uses.
HIMPUN_SEARCH_SOURCES = (
    "himpun.runs.queries.finding.search_entries",
    "himpun.letters.queries.finding.search_entries",
    "himpun.performance.queries.finding.search_entries",
)
HIMPUN_FILE_USES = (
    "himpun.runs.queries.file_uses.file_uses",
    "himpun.letters.queries.file_uses.file_uses",
    "himpun.performance.queries.file_uses.file_uses",
    "himpun.monitoring.queries.evidence.packs.file_uses",
)
# … what lets go of the content of a destroyed record that was filed from there: (sources, deed, by,
# now), in the same transaction …
HIMPUN_CONTENT_HOLDERS = ("himpun.letters.services.letting_go.let_go_content",)
# … and who sets its lists as PDF/A: (agency, title, head, columns, rows, at) → bytes.
HIMPUN_LIST_PDF = "himpun.letters.queries.lists.list_pdf"
# Running SOPs stand below the apps whose data their steps use, and ask them by these names: what
# a step's page shows, and what happens beside a step in the same transaction.
HIMPUN_STEP_PARTS = (
    "himpun.performance.queries.step_part.step_part",
    "himpun.letters.queries.step_part.step_part",
)
# The office stands below what its calendars move: who follows a change, what it would move, and
# the page that says what it has moved.
HIMPUN_CALENDAR_COMPANIONS = ("himpun.schedule.services.calendar.follow_calendar",)
HIMPUN_CALENDAR_PREVIEW = "himpun.schedule.services.calendar.moved_by_change"
HIMPUN_CALENDAR_PAGE = "himpun.schedule.queries.changes.page_of_change"
# Papers stand below performance data, and ask them by this name for the figures that they show.
HIMPUN_PAPER_FIGURES = "himpun.performance.queries.paper_figures.paper_figures"
# The outbox stands below the apps whose mails it sends, and asks them what a mail says.
HIMPUN_MAIL_SOURCES = {
    "notice": "himpun.notices.services._mails.NOTICE",
    "digest": "himpun.notices.services.digesting.DIGEST",
    "paper": "himpun.letters.services.mails.PAPER",
}
HIMPUN_RUN_NOTES = (
    "himpun.performance.queries.notes.run_note",
    "himpun.schedule.queries.notes.run_note",
    "himpun.monitoring.queries.held.run_note",
)
HIMPUN_INBOX_NOTES = ("himpun.performance.queries.notes.inbox_note",)
HIMPUN_STEP_COMPANIONS = (
    "himpun.notices.services.companion.follow_run",
    "himpun.notices.services.extending.follow_extensions",
    "himpun.notices.services.course.follow_course",
    "himpun.letters.services.companion.follow_step",
    "himpun.performance.services.companion.follow_step",
    "himpun.letters.services.filing.follow_archive",
    "himpun.chase.services.companion.follow_limits",
    "himpun.monitoring.services.companion.follow_times",
    "himpun.monitoring.services.summaries.follow_summary",
)
# The archive stands below all of them, and asks them what goes into the package of a closed run …
HIMPUN_PACKAGE_PARTS = (
    "himpun.letters.queries.package.package_parts",
    "himpun.performance.queries.package.package_parts",
    "himpun.runs.queries.package.package_parts",
)
# … who may read what is in it: (run_id, person, now) → bool …
HIMPUN_PACKAGE_READERS = ("himpun.letters.queries.package_readers.may_read_papers",)
# … and under which subjects the journal speaks of it.
HIMPUN_PACKAGE_SUBJECTS = (
    "himpun.runs.queries.package.package_subjects",
    "himpun.letters.queries.package.package_subjects",
    "himpun.performance.queries.package.package_subjects",
)

ROOT_URLCONF = "himpun.project.urls"
WSGI_APPLICATION = "himpun.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_NAME = "Himpun"

INSTALLED_APPS = [
    "himpun.project",
    *(
        f"himpun.{app}"
        for app in APPS
        if find_spec(f"himpun.{app}") and find_spec(f"himpun.{app}.apps")
    ),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_cotton",
    "django_htmx",
    "django_structlog",
    "tree_queries",
    # The queue of the background workers; its tables and functions are PostgreSQL's own.
    *(("procrastinate.contrib.django",) if ENVIRONMENT.on_postgresql else ()),
]
# The table of jobs is himpun.project.background.jobs; no app has a module of tasks.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "himpun.project.access.Gate",
]

# django-cotton puts its own loader and tags in here when it starts.
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "himpun.project.context.frame",
            ],
        },
    },
]


def _sqlite() -> dict[str, Any]:
    """One file that survives a power cut, and whose writers queue instead of failing half-way."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HIMPUN_VAR / "himpun.sqlite3",
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            " PRAGMA foreign_keys=ON; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;",
        },
        # A file, not memory: the journeys' server and the test write through separate connections.
        "TEST": {"NAME": HIMPUN_VAR / "test.sqlite3"},
    }


def _postgresql() -> dict[str, Any]:
    found: dict[str, Any] = dict(ENVIRONMENT.database)
    pool = {"min_size": 1, "max_size": ENVIRONMENT.database_pool, "timeout": 10}
    # What is asked again and again is planned once for each connection (office/queries/plain.py).
    found["OPTIONS"] = {"prepare_threshold": 5, **found.get("OPTIONS", {}), "pool": pool}
    found["CONN_HEALTH_CHECKS"] = True
    return found


DATABASES = {"default": _postgresql() if ENVIRONMENT.on_postgresql else _sqlite()}

# In the database, so that a lock-out after wrong passwords holds for every process.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "himpun_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia")]
TIME_ZONE = ENVIRONMENT.time_zone
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = HIMPUN_VAR / "static"
MEDIA_ROOT = HIMPUN_VAR / "files"
_PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
_MANIFEST = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _PLAIN if DEBUG else _MANIFEST},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = ENVIRONMENT.upload_bytes
# A sheet of 500 indicators with four fields each is one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

ALLOWED_HOSTS = list(ENVIRONMENT.all_hosts)
CSRF_TRUSTED_ORIGINS = [f"{ENVIRONMENT.url.scheme}://{ENVIRONMENT.url.netloc}"]
SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENVIRONMENT.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.behind_proxy else None
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    },
}

SESSION_COOKIE_NAME = "himpun_sesi"
SESSION_COOKIE_AGE = ENVIRONMENT.session_seconds
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENVIRONMENT.https
CSRF_FAILURE_VIEW = "himpun.project.views.stale_page"
CSRF_COOKIE_NAME = "himpun_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = ENVIRONMENT.https
# Not in the session: every request saves it as it was when that request began, so a draft that
# saves itself while a form is sent would wipe out what the next page has to say.
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"

_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["himpun.project.sign_in.Accounts"]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "himpun.project.sign_in.SignIn"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/15m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",  # nosec B105
}
# Pages that everybody may ask for: whether a paper is authentic, and a recipient's own link. A
# whole office often comes from one address.
HIMPUN_RATE_LIMITS = {
    "check_paper": "60/m/ip", "open_link": "60/m/ip", "calendar_feed": "60/m/ip",
}  # fmt: skip
MFA_ADAPTER = "himpun.project.sign_in.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
# Security keys are bound to https by the browser; only a developer's own machine is let off.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.https
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENVIRONMENT.behind_proxy else 0

# Mails are sent by the worker alone (notices/jobs.py), through this server.
HIMPUN_SMTP = ENVIRONMENT.smtp
HIMPUN_MAIL_FROM = ENVIRONMENT.mail_from
# No page sends mail: an administrator resets passwords, and reminders stand in the inbox.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

LOGGING = logs.django_logging(format=ENVIRONMENT.log_format, level=ENVIRONMENT.log_level)
logs.configure()
DJANGO_STRUCTLOG_COMMAND_LOGGING_ENABLED = False
