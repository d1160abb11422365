package llmchat.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything that a run found out; the report is made of nothing else, and can be made again from
 * the file in which these are kept.
 *
 * @param machine facts about machine, versions and settings, in the order in which they are shown
 * @param faults one row for each fault and subject
 */
public record Samples(
    Map<String, String> machine,
    List<Sample> samples,
    List<Remark> remarks,
    List<FaultResult> faults) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Copies all of it. */
  public Samples {
    machine = Collections.unmodifiableMap(new LinkedHashMap<>(machine));
    samples = List.copyOf(samples);
    remarks = List.copyOf(remarks);
    faults = List.copyOf(faults);
  }

  /**
   * What one subject did on one fault.
   *
   * @param good whether a user would want that
   * @param seen a few words, such as {@code error event} or {@code clean end, no [DONE]}
   */
  public record FaultResult(String fault, String subject, boolean good, String seen) {}

  /** Writes them as JSON, over what was there; makes the folder. */
  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, JSON.writeValueAsString(this) + "\n");
  }

  /** Reads what {@link #write} wrote. */
  public static Samples read(Path file) throws IOException {
    return JSON.readValue(Files.readString(file), Samples.class);
  }
}
