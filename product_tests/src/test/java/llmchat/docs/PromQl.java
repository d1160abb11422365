package llmchat.docs;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a query to Prometheus reads, found without understanding it. */
final class PromQl {
  private static final Pattern SELECTOR = Pattern.compile("\\{[^}]*}");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern LABELS =
      Pattern.compile("\\b(?:by|on|without|ignoring)\\s*\\([^)]*\\)");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][\\w:]*+(?!\\s*\\()");
  private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "sum");

  private PromQl() {}

  /** The names of the metrics in a query, or in a query of Grafana for the values of a label. */
  static Set<String> metrics(String query) {
    String bare = query.replaceFirst("label_values\\((.*), \\w+\\)", "$1");
    for (Pattern noName : new Pattern[] {SELECTOR, RANGE, LABELS}) {
      bare = noName.matcher(bare).replaceAll(" ");
    }
    Set<String> names = new TreeSet<>();
    NAME.matcher(bare).results().forEach(name -> names.add(name.group()));
    names.removeAll(OPERATORS);
    return names;
  }
}
