package llmchat.server.observe;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prometheus' text form as one flat JSON object.
 *
 * @param samples by name with labels, in the order of the text
 */
record MetricsJson(@JsonValue SequencedMap<String, Double> samples) {
  /** JSON knows no NaN and no infinities; such samples are left out. */
  private static final Pattern SAMPLE =
      Pattern.compile("(\\S+?(?:\\{.*\\})?) (-?[0-9][0-9.eE+-]*)(?: .*)?");

  MetricsJson {
    samples = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(samples));
  }

  static MetricsJson of(String text) {
    SequencedMap<String, Double> samples = new LinkedHashMap<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(SAMPLE::matcher)
        .filter(Matcher::matches)
        .forEach(sample -> samples.put(sample.group(1), Double.valueOf(sample.group(2))));
    return new MetricsJson(samples);
  }
}
