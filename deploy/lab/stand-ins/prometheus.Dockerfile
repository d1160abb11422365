# Stands in for prom/prometheus, with Debian's package (an earlier version of it).
FROM llm-chat-lab/debian:trixie
RUN apt-get update -q && \
    apt-get install -qy --no-install-recommends prometheus wget && \
    rm -rf /var/lib/apt/lists/* && \
    mkdir -p /prometheus && \
    chown nobody:nogroup /prometheus
USER nobody
VOLUME /prometheus
EXPOSE 9090
ENTRYPOINT ["prometheus"]
