package llmchat.gateway.accounts;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;
import llmchat.gateway.accounts.OwnAccount.Done;
import llmchat.gateway.accounts.OwnAccount.Outcome;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.limits.LimitUsage;
import llmchat.gateway.limits.Limiter;
import llmchat.gateway.sessions.EndedSessions;
import llmchat.gateway.sessions.SessionCookie;
import llmchat.gateway.store.KeyHash;
import llmchat.llm.Failure;
import llmchat.llm.Failure.FieldProblem;
import llmchat.llm.FailureException;
import llmchat.llm.Secret;
import llmchat.server.form.Form;
import llmchat.server.http.Bodies;
import llmchat.server.http.Exchange;
import llmchat.server.http.JsonBody;
import llmchat.server.http.Routes;

/**
 * {@code /api/me}: the caller's own account. Wrong passwords here count together with failed
 * logins, so that a stolen session does not help to guess the password.
 */
final class OwnAccountRoutes {
  private static final String CURRENT_PASSWORD = "current_password";
  private static final String NEW_PASSWORD = "new_password";
  private static final String PASSWORD = "password";

  private final Authentication authentication;
  private final OwnAccount account;
  private final LogInAttempts attempts;
  private final OfferedModels models;
  private final Bodies bodies;
  private final Limiter limiter;

  /** Wires the routes of one event loop. */
  OwnAccountRoutes(
      Authentication authentication,
      OwnAccount account,
      LogInAttempts attempts,
      OfferedModels models,
      Bodies bodies,
      Limiter limiter) {
    this.authentication = authentication;
    this.account = account;
    this.attempts = attempts;
    this.models = models;
    this.bodies = bodies;
    this.limiter = limiter;
  }

  void addTo(Routes routes) {
    routes.get("/api/me", this::me);
    routes.delete("/api/me", this::delete);
    routes.put("/api/me/password", this::changePassword);
  }

  private void me(Exchange exchange) {
    authentication
        .caller(exchange)
        .compose(caller -> limits(caller).map(limits -> MeJson.of(caller, models, limits)))
        .onSuccess(me -> exchange.send(200, JsonBody.of(me)))
        .onFailure(exchange::fail);
  }

  private Future<List<LimitUsage>> limits(Caller caller) {
    return caller.isAdmin() ? Future.succeededFuture(List.of()) : limiter.usage(caller.userId());
  }

  private void changePassword(Exchange exchange) {
    authentication
        .accountHolder(exchange)
        .compose(owner ->
            Form.readFormOrJson(exchange, bodies)
                .compose(form -> changePassword(exchange, owner, form)))
        .onSuccess(done -> exchange.send(200, JsonBody.of(new EndedSessions(done.endedSessions()))))
        .onFailure(exchange::fail);
  }

  private Future<Done> changePassword(Exchange exchange, Caller owner, Form form) {
    Secret current = typed(form, CURRENT_PASSWORD);
    Secret wanted = typed(form, NEW_PASSWORD);
    Credentials.passwordProblems(NEW_PASSWORD, wanted)
        .forEach(wrong -> form.reject(wrong.field(), wrong.type(), wrong.message()));
    form.check();
    KeyHash session = Authentication.presented(exchange);
    return guarded(
        exchange,
        owner,
        CURRENT_PASSWORD,
        () -> account.changePassword(owner.userId(), current, wanted, session));
  }

  private void delete(Exchange exchange) {
    authentication
        .accountHolder(exchange)
        .compose(owner ->
            Form.readFormOrJson(exchange, bodies).compose(form -> delete(exchange, owner, form)))
        .onSuccess(done -> {
          SessionCookie.clear(exchange);
          exchange.send(200, JsonBody.message("Account deleted."));
        })
        .onFailure(exchange::fail);
  }

  private Future<Done> delete(Exchange exchange, Caller owner, Form form) {
    Secret password = typed(form, PASSWORD);
    return guarded(exchange, owner, PASSWORD, () -> account.delete(owner.userId(), password));
  }

  /**
   * Runs the action, unless there were too many wrong passwords before.
   *
   * @param field the field with the password, for the error if it is wrong
   */
  private Future<Done> guarded(
      Exchange exchange, Caller owner, String field, Supplier<Future<Outcome>> action) {
    return attempts
        .guard(owner.username(), exchange.client().address(), action, Done.class::isInstance)
        .recover(PasswordsBusyException::asFailure)
        .compose(outcome ->
            switch (outcome) {
              case Done done -> Future.succeededFuture(done);
              case OwnAccount.WrongPassword() -> Future.failedFuture(wrong(field));
            });
  }

  private static FailureException wrong(String field) {
    return new FailureException(
        new Failure.InvalidFields(
            List.of(new FieldProblem(field, "value_error", "Value error, wrong password"))));
  }

  /** A required password; an empty one counts as missing. */
  private static Secret typed(Form form, String field) {
    String text = form.requiredText(field);
    form.check();
    if (text.isEmpty()) {
      form.reject(field, "missing", "Field required");
      form.check();
    }
    return new Secret(text);
  }
}
