package llmchat.gateway.account;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.auth.LogInAttempts;
import llmchat.gateway.auth.OwnAccount;
import llmchat.gateway.auth.PasswordsBusyException;
import llmchat.llm.Failure;
import llmchat.llm.Failure.FieldProblem;
import llmchat.llm.FailureException;
import llmchat.server.http.Exchange;

/**
 * Stands before what asks for the password. Wrong ones count together with wrong log-ins, so who
 * has found an open session guesses no faster than anybody else.
 */
final class PasswordGuard {
  private final LogInAttempts attempts;

  PasswordGuard(LogInAttempts attempts) {
    this.attempts = attempts;
  }

  /**
   * Does it, unless there were too many wrong passwords before.
   *
   * @param field of the request that holds the password, for the answer if it is wrong
   */
  Future<OwnAccount.Done> guard(
      Exchange exchange, Caller owner, String field, Supplier<Future<OwnAccount.Outcome>> action) {
    return switch (attempts.begin(owner.username(), exchange.client().address())) {
      case LogInAttempts.TooMany(String limit, Duration retryAfter) ->
          Future.failedFuture(new FailureException(new Failure.RateLimited(limit, retryAfter)));
      case LogInAttempts.Attempt attempt ->
          action
              .get()
              .onFailure(fault -> attempt.broken())
              .recover(PasswordsBusyException::asFailure)
              .compose(outcome -> judged(attempt, outcome, field));
    };
  }

  private static Future<OwnAccount.Done> judged(
      LogInAttempts.Attempt attempt, OwnAccount.Outcome outcome, String field) {
    return switch (outcome) {
      case OwnAccount.Done done -> {
        attempt.succeeded();
        yield Future.succeededFuture(done);
      }
      case OwnAccount.WrongPassword() -> {
        attempt.failed();
        yield Future.failedFuture(
            new FailureException(
                new Failure.InvalidFields(
                    List.of(
                        new FieldProblem(field, "value_error", "Value error, wrong password")))));
      }
    };
  }
}
