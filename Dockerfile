# One image for web, worker, beat and migrations. Same Python and same Debian as the tests run on.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

# What PDF files are made with; `python -m servers packages pdf` asks for the same.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig \
    && rm -rf /var/lib/apt/lists/*

# A fixed number, because the proxy reads private files as a member of this group.
RUN groupadd --system --gid 10001 casework \
    && useradd --system --uid 10001 --gid casework --home-dir /nonexistent --shell /usr/sbin/nologin casework \
    && install --directory --owner=casework --group=casework --mode=750 /srv/private /srv/beat

WORKDIR /app
COPY requirements.txt .
RUN pip install --require-hashes --requirement requirements.txt

COPY . .
# The values serve this one step only; the names of the collected files are those of production.
RUN PRODUCTION=1 SECRET_KEY=only-for-this-step-of-the-build-and-never-for-serving-pages SITE_HOST=none DATABASE_URL=postgres://none/none REDIS_URL=redis://none \
    EMAIL_URL=smtp://none STATIC_ROOT=/srv/static python manage.py collectstatic --no-input

USER casework
ENV PRODUCTION=1 STATIC_ROOT=/srv/static PRIVATE_ROOT=/srv/private PRIVATE_ACCEL=/private/ CASEWORK_DATA=/tmp
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=6s --start-period=30s --retries=4 \
    CMD ["python", "-m", "deploy.health"]
# Heartbeats of the workers go to memory: a slow disk must not look like a dead worker.
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", "--preload", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
