package llmchat.product;

import java.nio.file.Path;
import java.util.Map;
import llmchat.testkit.RealPostgres;
import llmchat.testkit.RealRedis;
import llmchat.testkit.ScriptedUpstream;

/** The two forms in which the product is run: one program on SQLite, or services apart. */
enum Form {
  STANDALONE {
    @Override
    Installation install(Path folder, ScriptedUpstream provider, Map<String, String> more) {
      return new Standalone(folder, provider, more);
    }
  },
  SPLIT {
    @Override
    Installation install(Path folder, ScriptedUpstream provider, Map<String, String> more) {
      return new Split(
          folder, provider, RealPostgres.freshDatabaseUrl(), RealRedis.shared().url(), more);
    }
  };

  /**
   * Starts it, in front of a provider of the test.
   *
   * @param folder for everything that is kept
   * @param more settings that replace or complete {@link Installation#SETTINGS}
   */
  abstract Installation install(Path folder, ScriptedUpstream provider, Map<String, String> more);

  /** The same with the usual settings. */
  Installation install(Path folder, ScriptedUpstream provider) {
    return install(folder, provider, Map.of());
  }
}
