# syntax=docker/dockerfile:1

# The packages, from the lock alone. They are as far as the slow layer goes: a change of the bot does not repeat it.
FROM python:3.13-slim-bookworm AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/epoch
WORKDIR /build
COPY requirements-run.lock ./
RUN /opt/epoch/bin/pip install --require-hashes -r requirements-run.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
# Then pip and the build backend go: nothing in the image installs anything any more.
RUN /opt/epoch/bin/pip install --no-deps --no-build-isolation . \
    && /opt/epoch/bin/pip uninstall --yes setuptools pip

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin epoch \
    && install -d -o epoch -g epoch /data
COPY --from=packages /opt/epoch /opt/epoch
COPY curriculum /app/curriculum
ENV PATH=/opt/epoch/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    EPOCH_CURRICULUM=/app/curriculum \
    EPOCH_DATABASE_URL=sqlite:////data/epoch.db \
    EPOCH_LOG_FORMAT=json
USER 10001
WORKDIR /data
VOLUME /data
# The database and its backups are in /data; DISCORD_TOKEN comes with `docker run`, never from here.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5m --timeout=30s --start-period=30s --retries=2 CMD ["python", "-m", "bot", "doctor", "--quiet"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
