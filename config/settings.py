"""Settings, all from the environment. `PRODUCTION=1` refuses to start while a secret is missing."""

import datetime
from pathlib import Path

import environ
import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from whitenoise.compress import Compressor

from config.channels import OAUTH, read_channels, refuse_half_an_oauth, refuse_unsafe_mail
from config.logs import logging_settings
from config.single_sign_on import read_organisations

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()

PRODUCTION = env.bool("PRODUCTION", False)
DEMO = env.bool("DEMO", False)
DEBUG = env.bool("DEBUG", False)
TESTING = env.bool("TESTING", False)

if PRODUCTION and (DEMO or DEBUG or TESTING):
    raise ImproperlyConfigured("PRODUCTION=1 does not go with DEMO=1, DEBUG=1 or TESTING=1: unset the other one.")
# The difference of core.clock from the system clock, in seconds: tests and the processes they start set it.
CLOCK_SHIFT = datetime.timedelta(seconds=env.float("CLOCK_SHIFT", 0.0))
if CLOCK_SHIFT and (PRODUCTION or not TESTING):
    raise ImproperlyConfigured("CLOCK_SHIFT is for tests only: unset it.")


def secret(name: str, hint: str, otherwise: str) -> str:
    """The value of an environment variable (or of the file named by NAME_FILE).

    Outside production `otherwise` serves. Raises ImproperlyConfigured with the hint when production lacks it.
    """
    value = env.str(name, "")
    if value:
        return value
    if PRODUCTION:
        raise ImproperlyConfigured(f"{name} is missing. {hint}")
    return otherwise


SECRET_KEY = secret(
    "SECRET_KEY",
    "Set it to 50 or more random characters, for example from "
    "`python -c 'import secrets; print(secrets.token_urlsafe(64))'`.",
    "only-for-development-" + "x" * 50,
)
SHORTEST_KEY = 50
if PRODUCTION and len(SECRET_KEY) < SHORTEST_KEY:
    raise ImproperlyConfigured(f"SECRET_KEY is too short. Set it to {SHORTEST_KEY} or more random characters.")
# Earlier keys, for as long as something encrypted or signed by them must still be read.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
SITE_HOST = secret("SITE_HOST", "Set it to the host name people type, for example casework.example.org.", "localhost")
ALLOWED_HOSTS = [SITE_HOST] if PRODUCTION else ["*"]
# How links in emails begin. `make serve` and `make demo` have a port and no certificate.
SITE_ADDRESS = f"https://{SITE_HOST}" if PRODUCTION else env.str("SITE_ADDRESS", default=f"https://{SITE_HOST}")
CSRF_TRUSTED_ORIGINS = [f"https://{SITE_HOST}"] if PRODUCTION else []

DATABASES = {
    "default": env.db_url_config(
        secret("DATABASE_URL", "Set it to postgres://user:password@host:5432/name.", "postgres:///casework")
    )
}
DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True, ATOMIC_REQUESTS=False)
# Each trigger asks for this setting. Without it the question fails, and its rollback reads what was written so far.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c pgtrigger.ignore={}"
# Counts of wrong passwords, for all processes together. Nothing else is cached.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
REDIS_URL = secret("REDIS_URL", "Set it to redis://host:6379/0.", "redis://127.0.0.1:6379/0")

DJANGO_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
]
LIBRARIES = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_filters",
    "django_structlog",
    "pghistory",
    "pgtrigger",
]
LOCAL_APPS = [
    "dashboard",
    "scheduler",
    "portal",
    "reporting",
    "reviews",
    "safeguarding",
    "visits",
    "plans",
    "risk",
    "referrals",
    "casework",
    "workforce",
    "contracts",
    "accounts",
    "design",
    "core",
]
# The production image has no `demo` folder; elsewhere its commands are there, and refuse to run without DEMO=1.
if not PRODUCTION:
    LOCAL_APPS.insert(0, "demo")
INSTALLED_APPS = [*LOCAL_APPS, *LIBRARIES, *DJANGO_APPS]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pads responses by a random length against BREACH; requests from other sites bring no cookies anyway.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Before the check of the form's token, which reads the form.
    "core.request_bodies.RequestBodyLimitMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.idle.middleware.IdleTimeOutMiddleware",
    "dashboard.unsent.middleware.UnsentFormMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "core.middleware.ReadOnceMiddleware",
    "contracts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "casework.portal_lock.middleware.PortalLockMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.middleware.RequestLogMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "core.middleware.ReadingWritesNothingMiddleware",
    "core.middleware.NeverCacheMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "core.templates.ReadOnceTemplates",
        "NAME": "django",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dashboard.context_processors.provider",
                "dashboard.context_processors.service_contacts",
                "dashboard.context_processors.navigation",
                "dashboard.context_processors.unsent_forms",
                "dashboard.context_processors.open_calls",
                "accounts.idle.context_processors.idle",
            ],
            "builtins": [
                "design.templatetags.design",
                "design.templatetags.formats",
                "design.templatetags.charts",
                "design.templatetags.tables",
            ],
        },
    }
]
if not PRODUCTION:
    TEMPLATES[0]["OPTIONS"]["context_processors"].append("demo.context_processors.demo")  # type: ignore[index]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["govuk"]
CRISPY_TEMPLATE_PACK = "govuk"
CRISPY_FAIL_SILENTLY = False

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.Backend"]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "request_login_code": "accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "accounts.forms.ConfirmLoginCodeForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60  # seconds
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Wrong passwords of one account and of one address; an office shares an address. nginx limits requests before that.
SIGN_IN_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/m/key,10/h/key",
    **dict.fromkeys(("change_telephone", "confirm_telephone"), "10/10m/user"),
}
ACCOUNT_RATE_LIMITS = False if TESTING else SIGN_IN_LIMITS
# The proxy replaces X-Forwarded-For by the address it was asked from.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if PRODUCTION else 0
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.AuthenticateForm",
    "reauthenticate": "accounts.forms.ReauthenticateWithCodeForm",
    "activate_totp": "accounts.forms.ActivateAppForm",
    "add_webauthn": "accounts.forms.AddPasskeyForm",
    "edit_webauthn": "accounts.forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
SIGN_IN_ORGANISATIONS = read_organisations(env, is_production=PRODUCTION)
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [one.as_app() for one in SIGN_IN_ORGANISATIONS]}}
SOCIALACCOUNT_ADAPTER = "accounts.single_sign_on.adapter.SingleSignOnAdapter"
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SECOND_FACTOR = env.bool("SECOND_FACTOR", not (DEMO or TESTING))
if PRODUCTION and not SECOND_FACTOR:
    raise ImproperlyConfigured("PRODUCTION=1 does not go with SECOND_FACTOR=0: unset SECOND_FACTOR.")
# Accounts are made by invitation, so there is no address that its owner has not confirmed.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
# A session that is not used for this long ends, except on a user's own device.
IDLE_MINUTES = env.int("IDLE_MINUTES", 30)
if not 1 <= IDLE_MINUTES <= SESSION_COOKIE_AGE // 60:
    raise ImproperlyConfigured(f"IDLE_MINUTES must be from 1 to {SESSION_COOKIE_AGE // 60}.")
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "dashboard.errors.form_expired"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
VAR = Path(env.str("CASEWORK_DATA", str(BASE_DIR / "var")))
STATIC_ROOT = env.str("STATIC_ROOT", str(VAR / "static"))
# Collected files are compressed, with a hash of their content in their name: browsers cache them (decision 19).
COLLECTED = env.bool("STATIC_COLLECTED", PRODUCTION)
if not PRODUCTION:
    Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # else whitenoise warns; the files are served from static/
PRIVATE_ROOT = env.str("PRIVATE_ROOT", str(VAR / "private"))
# A folder outside Casework, such as an office drive, for each team's latest downtime pack; empty: none is written.
DOWNTIME_FOLDER = env.str("DOWNTIME_FOLDER", "")
# Behind the proxy, files go out by X-Accel-Redirect from this internal location; empty: Django sends them.
PRIVATE_ACCEL = env.str("PRIVATE_ACCEL", "/private/" if PRODUCTION else "")
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None, "file_permissions_mode": 0o640},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not COLLECTED
WHITENOISE_AUTOREFRESH = False
# Browsers get woff2. The other fonts are for PDFs, and compressing those took most of a minute at the first start.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "ttf", "otf")
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if PRODUCTION else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = env.str("EMAIL_FOLDER", str(VAR / "mail"))
CHANNELS = read_channels(env, production=PRODUCTION)
if PRODUCTION:
    vars().update(
        env.email_url_config(secret("EMAIL_URL", "Set it to smtp+tls://user:password@host:587.", "smtp://localhost"))
    )
    refuse_unsafe_mail(vars())
    if CHANNELS["EMAIL_OAUTH"]:
        refuse_half_an_oauth(vars())
        EMAIL_BACKEND = OAUTH
vars().update(CHANNELS)
EMAIL_TIMEOUT = 15  # seconds; a mail server that does not answer holds up no call for help
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", "casework@casework.example")

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
# Each queue has workers of its own: what is urgent never waits for documents and imports. The schedule is made from
# the list in scheduler/sweeps.py.
CELERY_TASK_DEFAULT_QUEUE = "casework"
CELERY_TASK_ROUTES = {"core.tasks.send_urgent_messages": {"queue": "urgent"}}
# No task runs for ever; those that may take longer say so.
CELERY_TASK_SOFT_TIME_LIMIT = 600
CELERY_TASK_TIME_LIMIT = 660
# Nor does it take all memory: above the first, a process is replaced after its task; at the second, the task fails.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 600 * 1024  # kB
TASK_MEMORY = env.int("TASK_MEMORY_MB", 1500) * 1024 * 1024
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # All three are needed for a task of a killed worker to come back soon. The first is longer than any task may run,
    # so that none comes back while it still runs.
    "visibility_timeout": 1500,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 10,
    # Sending a task does not wait for Redis: the next sweep does what is due.
    "socket_connect_timeout": 2,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = TIME_ZONE

PGHISTORY_APPEND_ONLY = True
# Triggers are declared in the models and installed after each migrate: never older than the code, and no part of the
# migrations, which stay small and quick.
PGTRIGGER_MIGRATIONS = False
PGTRIGGER_INSTALL_ON_MIGRATE = True
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/(jobs/)?$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        # The form that begins to sign in leads on to the organisation's own page.
        "form-action": [SELF, *(organisation.origin for organisation in SIGN_IN_ORGANISATIONS)],
        "frame-ancestors": [NONE],
    }
}
# An email address is somebody's alone, but not everybody has one: the constraint is for those that are there.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]

LOGGING = logging_settings(env.str("LOG_LEVEL", "WARNING" if TESTING else "INFO"), is_production=PRODUCTION)

structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        structlog.processors.KeyValueRenderer(key_order=["event"]),
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
)
