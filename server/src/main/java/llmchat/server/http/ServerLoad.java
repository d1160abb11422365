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
 * @param connections places for connections, of known callers or not
 */
public record ServerLoad(BodyMemory answers, Pool openRequests, Pool connections) {
  private static final int LEAST_CONNECTIONS = 100;

  /** As the settings say; {@code answers} from the same memory as other replies. */
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
  public static Pool.Terms connections(int openRequests) {
    return new Pool.Terms(
        "connections",
        "places for connections",
        Math.max(LEAST_CONNECTIONS, 2L * openRequests),
        "twice `MAX_OPEN_REQUESTS`",
        4,
        1,
        "75 s between two requests, 10 s before the first");
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
