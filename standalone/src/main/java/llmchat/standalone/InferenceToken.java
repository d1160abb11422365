package llmchat.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import llmchat.gateway.store.DatabaseSettings;
import llmchat.llm.Secret;
import llmchat.server.config.KeptSecret;
import llmchat.server.config.ServiceRole;
import llmchat.server.config.Settings;
import llmchat.server.models.TokenSettings;
import llmchat.standalone.secrets.RandomSecret;

/**
 * The token that callers of this process's inference service must send: set by the operator, or in
 * one process with the gateway (which needs none) generated at the first start and kept beside the
 * admin key, because every program and web page on the machine can reach the port.
 *
 * @param secret empty for a service of its own that listens on loopback without a token
 * @param file the file with a generated token; empty if there is none
 */
record InferenceToken(Optional<Secret> secret, Optional<Path> file) {
  private static final String FILE = "inference-token";
  private static final String PREFIX = "llmt_";

  /** By the settings; blocks. */
  static InferenceToken of(Settings settings) {
    Optional<Secret> operators = settings.find(TokenSettings.INFERENCE_TOKEN);
    return operators.isPresent() || settings.role() != ServiceRole.STANDALONE
        ? new InferenceToken(operators, Optional.empty())
        : kept(settings.get(DatabaseSettings.DATA_DIR).resolve(FILE));
  }

  private static InferenceToken kept(Path file) {
    try {
      return new InferenceToken(
          Optional.of(KeptSecret.in(file, InferenceToken::fresh)), Optional.of(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new OneLineErrors.StartException(
          "The token in %s cannot be read or created: check that the folder is writable, or set"
                  .formatted(file)
              + " INFERENCE_TOKEN.",
          e);
    }
  }

  private static Secret fresh() {
    return new Secret(PREFIX + RandomSecret.next().reveal());
  }
}
