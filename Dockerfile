# Verbale in a container: slim, without root, with its model inside; nothing is fetched when it runs.
FROM python:3.11-slim AS build
WORKDIR /src
RUN python -m venv /opt/verbale
COPY requirements.lock pyproject.toml README.md LICENSE LICENSE-WordNet ./
COPY bot bot
COPY retrieval retrieval
# On x86-64 the plain torch wheel brings CUDA along; name an index with CPU wheels to leave it out:
#   docker build --build-arg PIP_EXTRA_INDEX_URL=… -t verbale .
ARG PIP_EXTRA_INDEX_URL=
RUN PIP_EXTRA_INDEX_URL="$PIP_EXTRA_INDEX_URL" /opt/verbale/bin/pip install --no-cache-dir --quiet \
    --constraint requirements.lock torch==2.13.0 .
# What the reader's patterns compile to is kept with the program, where who runs it may not write.
RUN /opt/verbale/bin/verbale parse README.md > /dev/null

FROM python:3.11-slim
# The folder of the index is for its owner only, as it is under systemd.
RUN groupadd --gid 10001 verbale \
    && useradd --uid 10001 --gid verbale --home-dir /var/lib/verbale --no-create-home --shell /usr/sbin/nologin verbale \
    && install --directory --mode=0700 --owner=verbale --group=verbale /var/lib/verbale
COPY --from=build /opt/verbale /opt/verbale
ENV PATH=/opt/verbale/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HF_HUB_OFFLINE=1 \
    OMP_NUM_THREADS=1 \
    VERBALE_INDEX_DIR=/var/lib/verbale/index \
    VERBALE_LISTEN=0.0.0.0:8080
USER 10001:10001
WORKDIR /var/lib/verbale
VOLUME /var/lib/verbale
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=2 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
ENTRYPOINT ["verbale"]
CMD ["serve"]
