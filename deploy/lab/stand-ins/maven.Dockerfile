# Stands in for maven:…-eclipse-temurin-25, with the JDK and the Maven of this machine's making.
FROM llm-chat-lab/debian:trixie
COPY jdk /opt/java/openjdk
COPY maven /usr/share/maven
RUN ln -s /usr/share/maven/bin/mvn /usr/bin/mvn
ENV JAVA_HOME=/opt/java/openjdk \
    PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    MAVEN_HOME=/usr/share/maven \
    LANG=C.UTF-8
CMD ["mvn"]
