package llmchat.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The repository that these tests stand in. */
final class Repository {
  private Repository() {}

  static Path home() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("llm-chat"))) {
      folder = Objects.requireNonNull(folder.getParent(), "not within the repository");
    }
    return folder;
  }

  static Path file(String name) {
    return home().resolve(name);
  }
}
