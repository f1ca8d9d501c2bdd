# One image per service: docker build --build-arg SERVICE=intake -t redress/intake .
# SERVICE is one of intake, screening, allocation, comms, reporting, gateway, feeds.
# An image holds that service, shared/ and the locked packages of its group; nothing else.
ARG BASE=docker.io/library/python:3.11-slim
ARG NODE=docker.io/library/node:22-slim
ARG SERVICE

# Only the gateway has pages: its styles and scripts are built from npm's locked packages, and of
# npm nothing else reaches its image. For every other service the stage is empty.
FROM ${BASE} AS assets-intake
RUN mkdir -p /assets/static/built
FROM assets-intake AS assets-screening
FROM assets-intake AS assets-allocation
FROM assets-intake AS assets-comms
FROM assets-intake AS assets-reporting
FROM assets-intake AS assets-feeds
FROM ${NODE} AS assets-gateway
WORKDIR /assets/source
COPY services/gateway/assets/ ./
RUN npm ci --omit=dev --no-progress && npm run --silent build
FROM assets-${SERVICE} AS assets

FROM ${BASE} AS packages
ARG SERVICE
# For a build without a package index: a folder of wheels mounted at PIP_FIND_LINKS.
ARG PIP_NO_INDEX
ARG PIP_FIND_LINKS
COPY requirements /requirements
RUN case "${SERVICE}" in \
      intake|screening|allocation|comms|reporting) group=services ;; \
      gateway|feeds) group="${SERVICE}" ;; \
      *) echo "SERVICE must name a service, not '${SERVICE}'" >&2; exit 64 ;; \
    esac \
 && python -m venv --without-pip /opt/redress/venv \
 && python -m pip --python /opt/redress/venv/bin/python install \
      --no-cache-dir --no-deps --require-hashes --only-binary=:all: \
      --requirement "/requirements/${group}.txt"

FROM ${BASE}
ARG SERVICE
ARG REDRESS_VERSION=0.1.0
LABEL org.opencontainers.image.title="redress-${SERVICE}" \
      org.opencontainers.image.version="${REDRESS_VERSION}" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --gid 10001 redress \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent \
      --shell /usr/sbin/nologin redress \
 && install -d -o 10001 -g 10001 -m 0700 /var/lib/redress
COPY --from=packages /opt/redress/venv /opt/redress/venv
COPY deploy/docker/redress-start deploy/docker/redress-keys deploy/docker/redress-healthy \
     /usr/local/bin/
WORKDIR /opt/redress/app
COPY shared shared
COPY services/__init__.py services/__init__.py
COPY services/${SERVICE} services/${SERVICE}
COPY --from=assets /assets/static services/${SERVICE}/static
ENV PATH=/opt/redress/venv/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONPATH=/opt/redress/app \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    REDRESS_SERVICE=${SERVICE} \
    REDRESS_DATA_DIR=/var/lib/redress \
    REDRESS_PUBLIC_KEYS_DIR=/run/redress/public-keys
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["redress-healthy"]
ENTRYPOINT ["redress-start"]
CMD ["serve"]
