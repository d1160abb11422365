package llmchat.server.config;

import java.util.List;

/**
 * A part of the configuration file besides its settings.
 *
 * @param names its names at the top level of the file
 * @param none the value if the file does not contain it
 */
public record FilePart<T>(List<String> names, Reader<T> reader, T none) {

  /** Reads the part. */
  public interface Reader<T> {

    /** Reads the value; errors are reported through the sections. */
    T read(Section file, FileReferences references);
  }

  public FilePart {
    names = List.copyOf(names);
  }
}
