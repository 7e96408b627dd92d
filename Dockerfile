# netboard in a container. Not built where it was written (no Docker there); tests/test_deployment.py checks its form,
# and docs/deployment.md says what to check on the first build.
FROM python:3.12-slim AS build
ARG EXTRAS=postgres
WORKDIR /src
RUN python -m venv /opt/netboard
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY chains ./chains
COPY knowledge ./knowledge
COPY prompts ./prompts
# For a chat model: --build-arg EXTRAS=postgres,model and PROVIDER=langchain-openai (or another provider's package).
ARG PROVIDER=
RUN /opt/netboard/bin/pip install --no-cache-dir --disable-pip-version-check ".[${EXTRAS}]" ${PROVIDER}

FROM python:3.12-slim
RUN useradd --system --uid 10001 --create-home --home-dir /home/netboard netboard \
    && install -d -o netboard -g netboard /data
COPY --from=build /opt/netboard /opt/netboard
ENV PATH=/opt/netboard/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MPLCONFIGDIR=/home/netboard/.matplotlib \
    NETBOARD_DATA=/data \
    NETBOARD_METRICS_PORT=9090 \
    NETBOARD_METRICS_HOST=0.0.0.0
# by number, so that a cluster can see that it is not root
USER 10001
VOLUME /data
EXPOSE 3000 9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=90s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:9090/healthz', timeout=4)"]
CMD ["netboard", "serve"]
