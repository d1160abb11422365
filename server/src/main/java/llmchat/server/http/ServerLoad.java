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
 * @param connections places for connections
 */
public record ServerLoad(BodyMemory answers, Pool openRequests, Pool connections) {
  private static final int LEAST_CONNECTIONS = 100;

  /** By the settings; {@code answers} is the memory of the replies. */
  public static ServerLoad of(Settings settings, LoadGuard guard, BodyMemory answers) {
    int most = settings.get(ServerSettings.MAX_OPEN_REQUESTS);
    return new ServerLoad(answers, guard.open(openRequests(most)), guard.open(connections(most)));
  }

  /** Those of a server on its own, with that many places for open requests. */
  public static ServerLoad alone(BodyMemory answers, int openRequests) {
    return new ServerLoad(
        answers, new Pool(openRequests(openRequests)), new Pool(connections(openRequests)));
  }

  /** Places for connections where so many requests may be open, since idle ones are cheap. */
  private static Pool.Terms connections(int openRequests) {
    return new Pool.Terms(
        "connections",
        "places for connections",
        Math.max(LEAST_CONNECTIONS, 2L * openRequests),
        "twice `MAX_OPEN_REQUESTS`",
        4,
        1,
        "75 s between two requests, 10 s before the first");
  }

  /** Places for that many open requests, of which one caller may take four fifths. */
  private static Pool.Terms openRequests(int most) {
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
