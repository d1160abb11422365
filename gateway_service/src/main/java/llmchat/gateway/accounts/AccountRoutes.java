package llmchat.gateway.accounts;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import llmchat.gateway.accounts.Credentials.Checked;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.sessions.NewSession;
import llmchat.gateway.sessions.SessionCookie;
import llmchat.llm.Failure;
import llmchat.llm.Secret;
import llmchat.server.form.Form;
import llmchat.server.http.Bodies;
import llmchat.server.http.Exchange;
import llmchat.server.http.JsonBody;
import llmchat.server.http.Routes;
import org.jspecify.annotations.Nullable;

/**
 * Sign-up, login and the check of a key, as in the first API; and {@code /api/page}, which the chat
 * page reads before anybody is logged in.
 */
final class AccountRoutes {
  private final Accounts accounts;
  private final LogInAttempts attempts;
  private final Authentication authentication;
  private final Bodies bodies;
  private final boolean signUpOpen;
  private final InstantSource time;

  /** Wires the routes of one event loop. */
  AccountRoutes(
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

  void addTo(Routes routes) {
    routes.post("/signup", this::signUp);
    routes.post("/login", this::logIn);
    routes.post("/verify_token", this::verify);
    routes.get("/api/page", this::page);
  }

  private void signUp(Exchange exchange) {
    if (!signUpOpen) {
      exchange.fail(new Failure.Forbidden("Sign-up is closed. Ask the operator for an account."));
      return;
    }
    Form.readFormOrJson(exchange, bodies)
        .map(form ->
            checked(form, Credentials.check(field(form, "username"), field(form, "password"))))
        .compose(credentials -> accounts.signUp(credentials, exchange.holder()))
        .recover(PasswordsBusyException::asFailure)
        .onSuccess(outcome -> {
          switch (outcome) {
            case SignUp.Created(var userId, Secret key) -> {
              exchange.notes().caller(userId);
              exchange.send(200, JsonBody.of(SignedUp.with(key)));
            }
            case SignUp.NameTaken() ->
                exchange.fail(Failure.BadRequest.of("Username already taken"));
          }
        })
        .onFailure(exchange::fail);
  }

  private record SignedUp(String message, String apiKey) {
    static SignedUp with(Secret key) {
      return new SignedUp("User created successfully.", key.reveal());
    }
  }

  private void logIn(Exchange exchange) {
    Form.readFormOrJson(exchange, bodies)
        .map(form ->
            checked(form, Credentials.presented(field(form, "username"), field(form, "password"))))
        .compose(credentials -> logIn(exchange, credentials))
        .recover(PasswordsBusyException::asFailure)
        .onSuccess(outcome -> {
          switch (outcome) {
            case LogIn.LoggedIn(NewSession session) -> loggedIn(exchange, session);
            case LogIn.Refused() -> exchange.fail(new Failure.WrongCredentials());
          }
        })
        .onFailure(exchange::fail);
  }

  private Future<LogIn> logIn(Exchange exchange, Credentials credentials) {
    return attempts.guard(
        credentials.username(),
        exchange.client().address(),
        () -> accounts.logIn(credentials, exchange.holder()),
        LogIn.LoggedIn.class::isInstance);
  }

  private void loggedIn(Exchange exchange, NewSession session) {
    Duration lifetime = Duration.between(time.instant(), session.expiresAt());
    SessionCookie.set(exchange, session.token(), lifetime);
    exchange.putHeader("cache-control", "no-store");
    exchange.send(200, JsonBody.of(new LoggedIn(session.token().reveal(), "bearer")));
  }

  private record LoggedIn(String accessToken, String tokenType) {}

  private void verify(Exchange exchange) {
    authentication
        .caller(exchange)
        .onSuccess(caller -> exchange.send(200, Buffer.buffer("null")))
        .onFailure(exchange::fail);
  }

  private void page(Exchange exchange) {
    exchange.send(200, JsonBody.of(new Page(signUpOpen ? "open" : "closed")));
  }

  private record Page(String signup) {}

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
