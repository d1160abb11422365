package llmchat.gateway.account;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.auth.Credentials;
import llmchat.gateway.auth.LogInAttempts;
import llmchat.gateway.auth.OwnAccount;
import llmchat.gateway.auth.SessionCookie;
import llmchat.gateway.limits.Limiter;
import llmchat.gateway.limits.Standing;
import llmchat.gateway.store.KeyHash;
import llmchat.gateway.store.StoreFailure;
import llmchat.llm.Secret;
import llmchat.server.form.Form;
import llmchat.server.http.Bodies;
import llmchat.server.http.Exchange;
import llmchat.server.http.Routes;

/**
 * {@code /api/me}: the caller's own account. Whatever asks for the password counts wrong ones
 * together with wrong log-ins. And {@code /api/page}, for who has no account yet.
 */
public final class MeRoutes {
  private static final String CURRENT_PASSWORD = "current_password";
  private static final String NEW_PASSWORD = "new_password";
  private static final String PASSWORD = "password";

  private final Owners owners;
  private final OwnAccount account;
  private final PasswordGuard guard;
  private final Limiter limiter;
  private final OfferedModels models;
  private final Bodies bodies;
  private final boolean signUpOpen;
  private final Function<String, Future<Void>> whenDeleted;

  /**
   * Wires the routes of one event loop.
   *
   * @param whenDeleted tidies up after the user of that id, whose account is deleted
   */
  public MeRoutes(
      Authentication authentication,
      OwnAccount account,
      LogInAttempts attempts,
      Limiter limiter,
      OfferedModels models,
      Bodies bodies,
      boolean signUpOpen,
      Function<String, Future<Void>> whenDeleted) {
    this.owners = new Owners(authentication);
    this.account = account;
    this.guard = new PasswordGuard(attempts);
    this.limiter = limiter;
    this.models = models;
    this.bodies = bodies;
    this.signUpOpen = signUpOpen;
    this.whenDeleted = whenDeleted;
  }

  /** Adds them to the table. */
  public void addTo(Routes routes) {
    routes.get("/api/page", exchange -> exchange.send(200, AccountJson.signUp(signUpOpen)));
    routes.get("/api/me", this::me);
    routes.delete("/api/me", this::delete);
    routes.put("/api/me/password", this::changePassword);
    routes.get("/api/me/sessions", this::sessions);
    routes.delete("/api/me/sessions", this::endOtherSessions);
  }

  private void me(Exchange exchange) {
    owners
        .caller(exchange)
        .compose(caller -> limits(caller).map(limits -> AccountJson.me(caller, models, limits)))
        .onSuccess(json -> exchange.send(200, json))
        .onFailure(exchange::fail);
  }

  private Future<List<Standing>> limits(Caller caller) {
    return caller.isAdmin() ? Future.succeededFuture(List.of()) : limiter.standing(caller.userId());
  }

  private void sessions(Exchange exchange) {
    owners
        .owner(exchange)
        .compose(owner -> account.sessions(owner.userId(), Authentication.presented(exchange)))
        .recover(StoreFailure::asFailure)
        .onSuccess(all -> exchange.send(200, AccountJson.sessions(all)))
        .onFailure(exchange::fail);
  }

  private void endOtherSessions(Exchange exchange) {
    owners
        .owner(exchange)
        .compose(
            owner -> account.endOtherSessions(owner.userId(), Authentication.presented(exchange)))
        .recover(StoreFailure::asFailure)
        .onSuccess(ended -> exchange.send(200, AccountJson.endedSessions(ended)))
        .onFailure(exchange::fail);
  }

  private void changePassword(Exchange exchange) {
    owners
        .owner(exchange)
        .compose(owner ->
            form(exchange)
                .compose(form -> {
                  Secret current = typed(form, CURRENT_PASSWORD);
                  Secret wanted = typed(form, NEW_PASSWORD);
                  Credentials.passwordProblems(NEW_PASSWORD, wanted)
                      .forEach(wrong -> form.reject(wrong.field(), wrong.type(), wrong.message()));
                  form.check();
                  KeyHash session = Authentication.presented(exchange);
                  return guard.guard(
                      exchange,
                      owner,
                      CURRENT_PASSWORD,
                      () -> account.changePassword(owner.userId(), current, wanted, session));
                }))
        .onSuccess(done -> exchange.send(200, AccountJson.endedSessions(done.ended())))
        .onFailure(exchange::fail);
  }

  private void delete(Exchange exchange) {
    owners
        .owner(exchange)
        .compose(owner ->
            form(exchange)
                .compose(form -> {
                  Secret password = typed(form, PASSWORD);
                  return guard.guard(
                      exchange, owner, PASSWORD, () -> account.delete(owner.userId(), password));
                })
                .compose(done -> whenDeleted.apply(owner.userId()).map(done)))
        .onSuccess(done -> {
          SessionCookie.clear(exchange);
          exchange.send(200, AccountJson.message("Account deleted."));
        })
        .onFailure(exchange::fail);
  }

  /** Its bytes go to no log, whatever LOG_BODIES says: there are passwords in it. */
  private Future<Form> form(Exchange exchange) {
    return Form.readFormOrJson(exchange, bodies);
  }

  /** A password, which cannot be empty. */
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
