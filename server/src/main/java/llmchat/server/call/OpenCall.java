package llmchat.server.call;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import llmchat.llm.Attempt;
import llmchat.llm.Failure;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmClient;
import llmchat.llm.LlmReply;
import llmchat.llm.Outcome;
import llmchat.llm.Usage;
import llmchat.server.call.CallRecord.Ending;
import llmchat.server.call.CallRecord.Timings;
import llmchat.server.http.Notes;

/**
 * A model call between admission and settlement: it is sent once and settled once. Confined to its
 * event loop.
 */
public final class OpenCall {
  private final CallOrigin origin;
  private final LlmCall call;
  private final Notes notes;
  private final long begun;
  private final CallOpener calls;
  private final Settlement settlement;
  private final List<Attempt> attempts = new ArrayList<>(1);
  private boolean settled;

  OpenCall(
      CallOrigin origin,
      LlmCall call,
      Notes notes,
      long begun,
      CallOpener calls,
      Settlement settlement) {
    this.origin = origin;
    this.call = call.withListener(this::attempted);
    this.notes = notes;
    this.begun = begun;
    this.calls = calls;
    this.settlement = settlement;
    notes.call(call.model(), call.stream());
  }

  /** The call itself. */
  public LlmCall call() {
    return call;
  }

  /** Sends the call; see {@link LlmClient#send}. What a client throws fails the future, too. */
  public Future<LlmReply> send(LlmClient models) {
    notes.dispatched(calls.now());
    return Future.succeededFuture(call)
        .compose(models::send)
        .onSuccess(reply -> notes.answered(calls.now()));
  }

  private void attempted(Attempt attempt) {
    attempts.add(attempt);
    calls.listener().attempted(origin, attempt);
  }

  /** Sets the usage that {@link #settle} will report. */
  public void used(Usage usage) {
    notes.usage(usage);
  }

  /** Sets the failure that {@link #settle} will report. */
  public void failed(Failure failure) {
    notes.failure(failure);
  }

  /** Cancels what still runs for the call. */
  public void cancel() {
    call.cancellation().cancel();
  }

  /** Whether it has been settled. */
  public boolean settled() {
    return settled;
  }

  /** Settles the usage and notifies the listeners of the end; later calls do nothing. */
  public void settle(Outcome outcome) {
    if (settled) {
      return;
    }
    settled = true;
    settlement.settle(notes.usage(), outcome);
    calls.listener().ended(record(outcome));
  }

  private CallRecord record(Outcome outcome) {
    return new CallRecord(
        origin,
        call.dialect().label(),
        call.model(),
        call.stream(),
        attempts,
        new Timings(begun, notes.dispatched(), notes.answered(), calls.now()),
        notes.usage(),
        new Ending(outcome, notes.failure()));
  }
}
