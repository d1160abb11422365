package llmchat.gateway.keys;

import io.vertx.core.Future;
import java.util.Optional;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.store.StoreFailure;
import llmchat.llm.Failure;
import llmchat.server.form.Form;
import llmchat.server.http.Bodies;
import llmchat.server.http.Exchange;
import llmchat.server.http.JsonBody;
import llmchat.server.http.Routes;

/** {@code /api/me/keys}: the caller's own API keys. */
final class KeyRoutes {
  private static final int MAX_NAME = 80;

  private static final Failure NO_SUCH_KEY = new Failure.NotFound("Key not found");
  private static final Failure TOO_MANY =
      Failure.BadRequest.of(
          "You already have %d keys. Revoke one first.".formatted(OwnKeys.MAX_KEYS));

  private final Authentication authentication;
  private final OwnKeys keys;
  private final Bodies bodies;

  /** Wires the routes of one event loop. */
  KeyRoutes(Authentication authentication, OwnKeys keys, Bodies bodies) {
    this.authentication = authentication;
    this.keys = keys;
    this.bodies = bodies;
  }

  /** Adds them to the table. */
  void addTo(Routes routes) {
    routes.get("/api/me/keys", this::list);
    routes.post("/api/me/keys", this::add);
    routes.patch("/api/me/keys/{key_id}", this::rename);
    routes.delete("/api/me/keys/{key_id}", this::revoke);
  }

  private void list(Exchange exchange) {
    authentication
        .accountHolder(exchange)
        .compose(owner -> keys.list(owner.userId()))
        .recover(StoreFailure::asFailure)
        .onSuccess(all -> exchange.send(200, JsonBody.of(KeyJson.All.of(all))))
        .onFailure(exchange::fail);
  }

  private void add(Exchange exchange) {
    authentication
        .accountHolder(exchange)
        .compose(owner -> name(exchange).compose(name -> keys.add(owner.userId(), name)))
        .recover(StoreFailure::asFailure)
        .onSuccess(added -> {
          switch (added) {
            case OwnKeys.New(var listed, var key) ->
                exchange.send(201, JsonBody.of(KeyJson.WithSecret.of(listed, key)));
            case OwnKeys.TooMany() -> exchange.fail(TOO_MANY);
          }
        })
        .onFailure(exchange::fail);
  }

  private void rename(Exchange exchange) {
    authentication
        .accountHolder(exchange)
        .compose(owner ->
            name(exchange)
                .compose(
                    name -> keys.rename(owner.userId(), exchange.pathParameter("key_id"), name)))
        .recover(StoreFailure::asFailure)
        .onSuccess(key ->
            key.ifPresentOrElse(
                renamed -> exchange.send(200, JsonBody.of(KeyJson.of(renamed))),
                () -> exchange.fail(NO_SUCH_KEY)))
        .onFailure(exchange::fail);
  }

  private void revoke(Exchange exchange) {
    authentication
        .accountHolder(exchange)
        .compose(owner -> keys.revoke(owner.userId(), exchange.pathParameter("key_id")))
        .recover(StoreFailure::asFailure)
        .onSuccess(revoked -> {
          if (revoked) {
            exchange.send(200, JsonBody.message("Key revoked."));
          } else {
            exchange.fail(NO_SUCH_KEY);
          }
        })
        .onFailure(exchange::fail);
  }

  /** The name in the body, stripped; fails if it is not valid. */
  private Future<String> name(Exchange exchange) {
    return Form.readFormOrJson(exchange, bodies)
        .map(form -> {
          String name = form.requiredText("name").strip();
          form.check();
          problem(name)
              .ifPresent(problem -> form.reject("name", problem.type(), problem.message()));
          form.check();
          return name;
        });
  }

  private static Optional<Failure.FieldProblem> problem(String name) {
    int length = name.codePointCount(0, name.length());
    if (length == 0) {
      return problem("string_too_short", "String should have at least 1 character");
    }
    if (length > MAX_NAME) {
      return problem("string_too_long", "String should have at most 80 characters");
    }
    return name.codePoints().anyMatch(KeyRoutes::isNotText)
        ? problem("value_error", "Value error, control characters are not allowed")
        : Optional.empty();
  }

  /** Control characters, and unpaired surrogates, which have no UTF-8 form. */
  private static boolean isNotText(int codePoint) {
    return Character.isISOControl(codePoint) || (codePoint >= 0xd800 && codePoint <= 0xdfff);
  }

  private static Optional<Failure.FieldProblem> problem(String type, String message) {
    return Optional.of(new Failure.FieldProblem("name", type, message));
  }
}
