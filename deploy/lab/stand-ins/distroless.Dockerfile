# Stands in for gcr.io/distroless/base-debian13:nonroot: the same Debian packages, unpacked without
# a package manager or a shell, and the user nonroot.
FROM llm-chat-lab/debian:trixie AS packages
WORKDIR /packages
RUN apt-get update -q && \
    apt-get download -q base-files netbase tzdata media-types libc6 libssl3t64 zlib1g libzstd1 && \
    for package in *.deb; do dpkg-deb --extract "$package" /root-folder; done
WORKDIR /root-folder
RUN mkdir -p etc/ssl/certs home/nonroot tmp && \
    cp /etc/ssl/certs/ca-certificates.crt etc/ssl/certs/ && \
    echo 'root:x:0:0:root:/root:/sbin/nologin' >etc/passwd && \
    echo 'nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin' >>etc/passwd && \
    echo 'nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin' >>etc/passwd && \
    echo 'root:x:0:' >etc/group && \
    echo 'nobody:x:65534:' >>etc/group && \
    echo 'nonroot:x:65532:' >>etc/group && \
    chown -R 65532:65532 home/nonroot && \
    chmod 0700 home/nonroot && \
    chmod 1777 tmp && \
    rm -rf usr/share/doc usr/share/man usr/share/lintian usr/share/bug

FROM scratch
COPY --from=packages /root-folder /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
USER 65532
WORKDIR /home/nonroot
