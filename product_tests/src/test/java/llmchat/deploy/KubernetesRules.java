package llmchat.deploy;

import java.util.List;
import java.util.stream.Stream;

/** Everything that holds for a cluster. */
final class KubernetesRules {
  static final List<Rule<Cluster>> ALL =
      Stream.of(PodRules.ALL, LinkRules.ALL, SecretRules.ALL, NetworkRules.ALL, SettingRules.ALL)
          .flatMap(List::stream)
          .toList();

  private KubernetesRules() {}
}
