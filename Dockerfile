# One image for the web server, the worker and the scheduler (docker-compose.yml).
FROM python:3.11-slim-bookworm

# WeasyPrint draws letters with Pango; without a font package the pages would be blank.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        fonts-dejavu-core \
        libharfbuzz-subset0 \
        libpango-1.0-0 \
        libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 \
    MALLOC_ARENA_MAX=1 \
    MALLOC_MMAP_THRESHOLD_=131072 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    DATA_DIR=/data \
    STATIC_ROOT=/app/static

RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin site \
    && install --directory --owner=site --group=site --mode=0700 /data

WORKDIR /app
COPY requirements.txt .
# pip compiles what it installs, so the first start need not.
RUN pip install --no-cache-dir --requirement requirements.txt

COPY manage.py pyproject.toml LICENSE NOTICE ./
COPY authorities authorities
COPY foi foi
COPY templates templates
# The key signs nothing here and stays in no layer; the data folder is thrown away.
RUN python -m compileall -q authorities foi \
    && SECRET_KEY=only-while-building DATA_DIR=/tmp/build \
        python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf /tmp/build

USER site
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "foi.wsgi:application", "--bind=0.0.0.0:8000", "--worker-class=gthread", \
     "--workers=2", "--threads=4", "--worker-tmp-dir=/dev/shm", "--graceful-timeout=30", \
     "--max-requests=1000", "--max-requests-jitter=100", "--no-control-socket"]
