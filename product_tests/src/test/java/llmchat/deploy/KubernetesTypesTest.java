package llmchat.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proves that slips of the keyboard are found, at any depth. */
class KubernetesTypesTest {
  private static final String POD =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: any
        labels: { app: any }
      spec:
        replicas: 2
        selector:
          matchLabels: { app: any }
        template:
          metadata:
            labels: { app: any }
          spec:
            terminationGracePeriodSeconds: 30
            containers:
              - name: any
                image: any:1
                env:
                  - name: PORT
                    value: "8001"
                resources:
                  limits: { memory: 1Gi, cpu: 2 }
                livenessProbe:
                  httpGet: { path: /livez, port: 8001 }
                securityContext:
                  readOnlyRootFilesystem: true
            volumes:
              - name: secret
                secret: { secretName: any, defaultMode: 0440 }
      """;

  @Test
  void takesWhatTheApiTakes() {
    assertThat(mistake(POD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "replicas:, replica:",
    "readOnlyRootFilesystem:, readOnlyRootFileSystem:",
    "livenessProbe:, livenessprobe:",
    "httpGet:, httpget:",
    "limits:, limit:",
    "defaultMode:, mode:",
    "matchLabels:, matchlabels:",
    "labels:, additionalProperties:",
    "apiVersion: apps/v1, apiVersion: apps/v1beta1",
    "kind: Deployment, kind: Deploiment",
  })
  void findsAMisspeltName(String right, String wrong) {
    assertThat(POD).contains(right);
    assertThat(mistake(POD.replaceFirst(right, wrong))).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"8001\"', 8001",
    "'\"8001\"', true",
    "replicas: 2, replicas: two",
    "replicas: 2, replicas: 2.5",
    "Filesystem: true, Filesystem: 'yes'",
    "Filesystem: true, Filesystem: 1",
    "env:, args:",
    "'labels: { app: any }', 'labels: [any]'",
  })
  void findsAValueOfAnotherType(String right, String wrong) {
    assertThat(POD).contains(right);
    assertThat(mistake(POD.replace(right, wrong))).isPresent();
  }

  @Test
  void saysWhere() {
    assertThat(mistake(POD.replace("limits:", "limit:")))
        .hasValueSatisfying(text -> assertThat(text).contains("limit").contains("resources"));
  }

  @Test
  void readsFileModesAsOctal() {
    assertThat(YamlDocuments.of("mode: 0440").getFirst().path("mode").asInt()).isEqualTo(0440);
  }

  @Test
  void mergesMappingsAndKeepsWhatStandsThere() {
    String text = "base: &base { a: 1, b: 2 }\nown: { <<: *base, b: 3 }";
    assertThat(YamlDocuments.of(text).getFirst().path("own")).hasToString("{\"b\":3,\"a\":1}");
  }

  @Test
  void refusesWordsThatReadersUnderstandDifferently() {
    assertThatThrownBy(() -> YamlDocuments.of("a: 1\nsave: no")).hasMessageContaining("line 2");
  }

  @Test
  void refusesAKeyThatStandsTwice() {
    assertThatThrownBy(() -> YamlDocuments.of("a: 1\na: 2")).hasMessageContaining("a stands twice");
  }

  private static Optional<String> mistake(String text) {
    return KubernetesTypes.mistake(YamlDocuments.of(text).getFirst());
  }
}
