package llmchat.gateway.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import llmchat.gateway.keys.KeyFormat;
import llmchat.gateway.keys.KeyKind;
import llmchat.gateway.store.StoreOpenException;
import llmchat.llm.Secret;
import llmchat.server.config.KeptSecret;

/**
 * The admin key: set by the operator, or generated at the first start and kept in the data folder,
 * readable only by its owner.
 *
 * @param file the file with a generated key; empty if the operator set the key
 */
public record AdminKey(Secret secret, Optional<Path> file) {
  private static final String FILE = "admin-key";

  /**
   * The operator's key, or else the one in the folder, which is generated if there is none; blocks.
   *
   * @throws StoreOpenException if the file cannot be read or created
   */
  public static AdminKey of(Optional<Secret> operators, Path dataFolder) {
    if (operators.isPresent()) {
      return new AdminKey(operators.get(), Optional.empty());
    }
    Path file = dataFolder.resolve(FILE);
    try {
      return new AdminKey(KeptSecret.in(file, AdminKey::fresh), Optional.of(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new StoreOpenException(
          "The admin key in %s cannot be read or created: check that the folder is writable, or set"
                  .formatted(file)
              + " ADMIN_KEY.",
          e);
    }
  }

  private static Secret fresh() {
    String key = KeyFormat.issue(KeyKind.API_KEY).text().reveal();
    return new Secret(key.replaceFirst("^llmc_", "llma_"));
  }
}
