package llmchat.deploy;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One sentence that holds for everything of a deployment.
 *
 * @param sentence what holds, as people say it
 * @param breaches where it does not, one line each
 */
record Rule<T>(String sentence, Function<T, Stream<String>> breaches) {
  /** Every breach of the rules, with its rule. */
  static <T> List<String> breaches(List<Rule<T>> rules, T deployment) {
    return rules.stream().flatMap(rule -> rule.in(deployment)).toList();
  }

  /** The breaches of this rule, each with its sentence. */
  Stream<String> in(T deployment) {
    return breaches.apply(deployment).map(where -> where + " breaks: " + sentence);
  }

  @Override
  public String toString() {
    return sentence;
  }
}
