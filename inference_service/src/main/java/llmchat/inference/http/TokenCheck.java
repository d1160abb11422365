package llmchat.inference.http;

import java.util.Optional;
import llmchat.llm.Failure;
import llmchat.llm.Holder;
import llmchat.llm.Secret;
import llmchat.server.http.BearerToken;
import llmchat.server.http.Exchange;
import llmchat.server.http.Route;

/**
 * Checks the token that gateway and inference service share; without one, every caller is allowed.
 */
record TokenCheck(Optional<Secret> token) {
  /** The same handler, but callers without the token get 401. */
  Route.Handler guard(Route.Handler handler) {
    return exchange -> {
      if (admits(exchange)) {
        exchange.countFor(Holder.SERVICE);
        handler.handle(exchange);
      } else {
        exchange.fail(new Failure.Unauthorized());
      }
    };
  }

  private boolean admits(Exchange exchange) {
    return token.isEmpty() || BearerToken.of(exchange).filter(token.get()::matches).isPresent();
  }
}
