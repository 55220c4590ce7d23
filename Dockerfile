# The whole service in one image. With DATABASE_URL it uses that server, without
# it keeps a private PostgreSQL in the volume.
FROM golang:1.26-trixie AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -o /suyang ./cmd/suyang

FROM debian:trixie-slim
# Debian would make a cluster of its own, and Chromium's sandbox needs rights that
# a container lacks; it prints nothing but the service's own pages.
RUN apt-get update \
 && apt-get install -y --no-install-recommends postgresql-common \
 && sed -i 's/^#create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf \
 && apt-get install -y --no-install-recommends \
      ca-certificates chromium curl fonts-noto-cjk postgresql-17 postgresql-17-pgvector tzdata \
 && echo 'export CHROMIUM_FLAGS="$CHROMIUM_FLAGS --no-sandbox"' > /etc/chromium.d/container \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --home-dir /var/lib/suyang --create-home suyang
COPY --from=build /suyang /usr/local/bin/suyang
USER suyang
ENV SUYANG_DATA_DIR=/var/lib/suyang
VOLUME /var/lib/suyang
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD curl --fail --silent --output /dev/null http://localhost:8080/readyz
ENTRYPOINT ["suyang"]
CMD ["serve", "--listen", ":8080"]
