package llmchat.gateway.generation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import llmchat.gateway.chats.AnswerStore;
import llmchat.gateway.chats.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves one running answer: every three seconds while its text grows, and at its end. Without new
 * text it sends a heartbeat every ten seconds, so that other gateways do not take the answer for
 * interrupted. Confined to the generation's event loop.
 */
final class AnswerSaver {
  private static final long SAVE_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int ATTEMPTS = 20;
  private static final long RETRY_MILLIS = 3_000;
  private static final Future<Boolean> NOTHING_DUE = Future.succeededFuture(true);
  private static final Logger LOG = LoggerFactory.getLogger(AnswerSaver.class);

  private final AnswerStore answers;
  private final LoopContext owner;
  private boolean saving;
  private int savedLength;
  private long savedAt;

  /** For an answer that starts now, without text. */
  AnswerSaver(AnswerStore answers, LoopContext owner) {
    this.answers = answers;
    this.owner = owner;
    this.savedAt = owner.loop().watch().now();
  }

  /**
   * Saves the answer, or sends a heartbeat, if that is due.
   *
   * @param now on the clock of the event loop's {@link llmchat.llm.Watch}, in nanoseconds
   * @param length of the text so far, in UTF-16 units
   * @return false if the answer has been deleted or ended elsewhere
   */
  Future<Boolean> saveIfDue(long now, int length, Supplier<Message> soFar) {
    boolean grown = length > savedLength;
    if (saving || now - savedAt <= (grown ? SAVE_NANOS : HEARTBEAT_NANOS)) {
      return NOTHING_DUE;
    }
    saving = true;
    savedAt = now;
    savedLength = length;
    Message message = soFar.get();
    return (grown ? answers.save(message) : answers.heartbeat(message))
        .onComplete(done -> saving = false);
  }

  /**
   * Saves the final state. The future completes when it is stored; after a minute of failed
   * attempts it completes as well, with an error in the log.
   */
  Future<Void> saveFinal(Message message) {
    Promise<Void> done = Promise.promise();
    attempt(message, 1, done);
    return done.future();
  }

  private void attempt(Message message, int number, Promise<Void> done) {
    answers
        .save(message)
        .onSuccess(saved -> done.complete())
        .onFailure(fault -> {
          if (number < ATTEMPTS) {
            owner
                .loop()
                .vertx()
                .setTimer(RETRY_MILLIS, timer -> attempt(message, number + 1, done));
          } else {
            LOG.error("the answer {} could not be saved: {}", message.id(), fault.getMessage());
            done.complete();
          }
        });
  }
}
