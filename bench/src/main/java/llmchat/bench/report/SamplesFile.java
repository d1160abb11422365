package llmchat.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import llmchat.bench.measure.Samples;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Samples as a JSON file, so that a report can be made again without a run. */
public final class SamplesFile {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private SamplesFile() {}

  /** Writes them, over what was there; makes the folder. */
  public static void write(Samples samples, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, JSON.writeValueAsString(samples) + "\n");
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws tools.jackson.core.JacksonException if it is something else
   */
  public static Samples read(Path file) throws IOException {
    return JSON.readValue(Files.readString(file), Samples.class);
  }
}
