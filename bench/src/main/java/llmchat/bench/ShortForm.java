package llmchat.bench;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import llmchat.bench.measure.Measures;
import llmchat.bench.measure.Remark;
import llmchat.bench.measure.Samples;
import llmchat.bench.measure.Subjects;

/** What the short form of a run is for: seeing that everything works, whatever the figures are. */
final class ShortForm {
  static final List<String> SUBJECTS = List.of(Subjects.NGINX, Subjects.STANDALONE, Subjects.SPLIT);

  private static final Set<String> TROUBLES =
      Set.of(Measures.LOST, Measures.REORDERED, Measures.BROKEN);

  private ShortForm() {}

  /** What of LLM Chat did not work: left out, or with streams that were not whole. */
  static List<String> troubles(Samples samples) {
    return Stream.concat(
            samples.remarks().stream()
                .filter(remark -> remark.kind() == Remark.Kind.LEFT_OUT)
                .filter(remark -> Subjects.isOurs(remark.subject()))
                .map(remark -> remark.scenario() + ", " + remark.subject() + ": " + remark.text()),
            samples.samples().stream()
                .filter(sample -> Subjects.isOurs(sample.subject()))
                .filter(sample -> TROUBLES.contains(sample.measure()) && sample.value() > 0)
                .map(sample ->
                    "%s, %s: %s %.0f"
                        .formatted(
                            sample.scenario(), sample.subject(), sample.measure(), sample.value())))
        .toList();
  }
}
