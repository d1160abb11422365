# Stands in for valkey/valkey:8.1, with Debian's packages of that version.
FROM llm-chat-lab/debian:trixie
RUN groupadd -r -g 999 valkey && \
    useradd -r -g valkey -u 999 valkey && \
    apt-get update -q && \
    apt-get install -qy --no-install-recommends valkey-server valkey-tools && \
    rm -rf /var/lib/apt/lists/* && \
    mkdir -p /data && \
    chown valkey:valkey /data
COPY --chown=root:root valkey-entrypoint /usr/local/bin/docker-entrypoint.sh
VOLUME /data
WORKDIR /data
ENTRYPOINT ["docker-entrypoint.sh"]
EXPOSE 6379
CMD ["valkey-server"]
