package llmchat.server.config;

import java.util.List;

/**
 * A part of the configuration file beside its settings.
 *
 * @param names the names at the top of the file that belong to it
 * @param none what a file without it says
 */
public record FilePart<T>(List<String> names, Reader<T> reader, T none) {

  /** Reads the part. */
  public interface Reader<T> {

    /** What the file says; what is wrong with it is reported to its sections. */
    T read(Section file, FileReferences references);
  }

  public FilePart {
    names = List.copyOf(names);
  }
}
