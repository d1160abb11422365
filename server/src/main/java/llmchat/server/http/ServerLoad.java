package llmchat.server.http;

import llmchat.llm.BodyMemory;
import llmchat.llm.Pool;
import llmchat.server.config.Settings;
import llmchat.server.load.LoadGuard;

/**
 * What the clients of one HTTP server share.
 *
 * @param answers what whole answers take until they are delivered
 * @param openRequests places for requests of callers that are known
 */
public record ServerLoad(BodyMemory answers, Pool openRequests) {
  /** As the settings say; {@code answers} from the same memory as other replies. */
  public static ServerLoad of(Settings settings, LoadGuard guard, BodyMemory answers) {
    int most = settings.get(ServerSettings.MAX_OPEN_REQUESTS);
    return new ServerLoad(answers, guard.open(openRequests(most)));
  }

  /** Places for so many open requests; one caller may have four fifths of them. */
  public static Pool.Terms openRequests(int most) {
    return new Pool.Terms(
        "open_requests",
        "places for open requests",
        most,
        "`MAX_OPEN_REQUESTS`",
        4,
        1,
        "the timeouts of calls");
  }
}
