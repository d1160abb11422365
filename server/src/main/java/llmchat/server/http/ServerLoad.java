package llmchat.server.http;

import llmchat.llm.BodyMemory;
import llmchat.llm.Pool;
import llmchat.server.config.Settings;
import llmchat.server.load.LoadGuard;

/**
 * The pools that the clients of one HTTP server share.
 *
 * @param answers the memory of whole answers until they are delivered
 * @param openRequests places for the open requests of known callers
 */
public record ServerLoad(BodyMemory answers, Pool openRequests) {
  /** By the settings; {@code answers} is the memory of the replies. */
  public static ServerLoad of(Settings settings, LoadGuard guard, BodyMemory answers) {
    int most = settings.get(ServerSettings.MAX_OPEN_REQUESTS);
    return new ServerLoad(answers, guard.open(openRequests(most)));
  }

  /** Places for that many open requests, of which one caller may take four fifths. */
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
