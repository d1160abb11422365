package llmchat.server.observe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import llmchat.llm.json.Splice;

/** Converts Prometheus' text format to one flat JSON object. Pure. */
final class MetricsJson {
  /** JSON has no NaN and no infinity, so such samples are left out. */
  private static final Pattern SAMPLE =
      Pattern.compile("(\\S+?(?:\\{.*\\})?) (-?[0-9][0-9.eE+-]*)(?: .*)?");

  private MetricsJson() {}

  static String of(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(SAMPLE::matcher)
        .filter(Matcher::matches)
        .map(sample -> Splice.quoted(sample.group(1)) + ":" + Double.parseDouble(sample.group(2)))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
