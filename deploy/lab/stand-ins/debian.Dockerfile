# What the other stand-ins are made on; base-images makes trixie.tar with mmdebstrap.
# The certificates are those that the machine trusts besides Debian's, none on most machines.
FROM scratch
ADD trixie.tar /
COPY certificates /usr/local/share/ca-certificates
RUN update-ca-certificates
CMD ["bash"]
