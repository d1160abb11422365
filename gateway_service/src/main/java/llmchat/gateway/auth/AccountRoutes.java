package llmchat.gateway.auth;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import llmchat.gateway.auth.Credentials.Checked;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.Secret;
import llmchat.server.form.Form;
import llmchat.server.http.Bodies;
import llmchat.server.http.Exchange;
import llmchat.server.http.Routes;
import org.jspecify.annotations.Nullable;

/** Sign-up, log-in, log-out and the check of a key, in the words of the first API. */
public final class AccountRoutes {

  private final Accounts accounts;
  private final LogInAttempts attempts;
  private final Authentication authentication;
  private final Bodies bodies;
  private final boolean signUpOpen;
  private final InstantSource time;

  /** Wires the routes of one event loop. */
  public AccountRoutes(
      Accounts accounts,
      LogInAttempts attempts,
      Authentication authentication,
      Bodies bodies,
      boolean signUpOpen,
      InstantSource time) {
    this.accounts = accounts;
    this.attempts = attempts;
    this.authentication = authentication;
    this.bodies = bodies;
    this.signUpOpen = signUpOpen;
    this.time = time;
  }

  /** Adds them to the table. */
  public void addTo(Routes routes) {
    routes.post("/signup", this::signUp);
    routes.post("/login", this::logIn);
    routes.post("/logout", this::logOut);
    routes.post("/verify_token", this::verify);
  }

  private void signUp(Exchange exchange) {
    if (!signUpOpen) {
      exchange.fail(new Failure.Forbidden("Sign-up is closed. Ask the operator for an account."));
      return;
    }
    Form.readFormOrJson(exchange, bodies)
        .map(form ->
            checked(form, Credentials.check(field(form, "username"), field(form, "password"))))
        .compose(accounts::signUp)
        .recover(PasswordsBusyException::asFailure)
        .onSuccess(outcome -> {
          switch (outcome) {
            case SignUp.Created(var userId, Secret key) -> {
              exchange.notes().caller(userId);
              exchange.send(200, created(key));
            }
            case SignUp.NameTaken() ->
                exchange.fail(Failure.BadRequest.of("Username already taken"));
          }
        })
        .onFailure(exchange::fail);
  }

  private static Buffer created(Secret key) {
    return Buffer.buffer(
        "{\"message\":\"User created successfully.\",\"api_key\":\"" + key.reveal() + "\"}");
  }

  private void logIn(Exchange exchange) {
    Form.readFormOrJson(exchange, bodies)
        .map(form ->
            checked(form, Credentials.presented(field(form, "username"), field(form, "password"))))
        .compose(credentials -> logIn(exchange, credentials))
        .recover(PasswordsBusyException::asFailure)
        .onSuccess(outcome -> {
          switch (outcome) {
            case LogIn.LoggedIn(Secret token, var expiresAt) -> {
              SessionCookie.set(exchange, token, Duration.between(time.instant(), expiresAt));
              exchange.putHeader("cache-control", "no-store");
              exchange.send(200, session(token));
            }
            case LogIn.Refused() -> exchange.fail(new Failure.WrongCredentials());
          }
        })
        .onFailure(exchange::fail);
  }

  /** Tries them, unless there were too many failures before. */
  private Future<LogIn> logIn(Exchange exchange, Credentials credentials) {
    return switch (attempts.begin(credentials.username(), exchange.client().address())) {
      case LogInAttempts.TooMany(String limit, Duration retryAfter) ->
          Future.failedFuture(new FailureException(new Failure.RateLimited(limit, retryAfter)));
      case LogInAttempts.Attempt attempt ->
          accounts
              .logIn(credentials)
              .onFailure(fault -> attempt.broken())
              .onSuccess(outcome -> {
                switch (outcome) {
                  case LogIn.LoggedIn _ -> attempt.succeeded();
                  case LogIn.Refused() -> attempt.failed();
                }
              });
    };
  }

  private static Buffer session(Secret token) {
    return Buffer.buffer("{\"access_token\":\"" + token.reveal() + "\",\"token_type\":\"bearer\"}");
  }

  private void logOut(Exchange exchange) {
    authentication
        .caller(exchange)
        .compose(caller -> accounts.logOut(PresentedKey.in(exchange).orElse("")))
        .recover(PasswordsBusyException::asFailure)
        .onSuccess(done -> {
          SessionCookie.clear(exchange);
          exchange.send(200, Buffer.buffer("{\"message\":\"Logged out.\"}"));
        })
        .onFailure(exchange::fail);
  }

  private void verify(Exchange exchange) {
    authentication
        .caller(exchange)
        .onSuccess(caller -> exchange.send(200, Buffer.buffer("null")))
        .onFailure(exchange::fail);
  }

  private static @Nullable String field(Form form, String name) {
    return form.text(name).orElse(null);
  }

  private static Credentials checked(Form form, Checked checked) {
    form.check();
    return switch (checked) {
      case Credentials.Valid(Credentials credentials) -> credentials;
      case Credentials.Invalid(var errors) -> {
        errors.forEach(error -> form.reject(error.field(), error.type(), error.message()));
        form.check();
        throw new IllegalStateException("an invalid form was not refused");
      }
    };
  }
}
