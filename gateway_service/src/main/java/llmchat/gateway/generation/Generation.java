package llmchat.gateway.generation;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import llmchat.gateway.calls.Calls;
import llmchat.gateway.chats.AnswerStore;
import llmchat.gateway.chats.AnswerStore.QuestionAndAnswer;
import llmchat.gateway.chats.Message;
import llmchat.gateway.chats.Status;
import llmchat.llm.EventStream;
import llmchat.llm.Failure;
import llmchat.llm.LlmReply;
import llmchat.llm.Outcome;
import llmchat.llm.Usage;
import llmchat.llm.Watch;
import llmchat.llm.chat.ChatAnswer;
import llmchat.llm.dialect.Dialects;
import llmchat.llm.dialect.FirstApi;
import llmchat.server.call.OpenCall;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One answer while a model writes it. It belongs to the server: readers come and go, and it ends
 * when the model has finished or failed, when it is stopped, or when the gateway stops. What has
 * come is written to the store every few seconds, so that little is lost with the process.
 *
 * <p>Confined to the event loop on which it was asked for; public methods may be called on any.
 */
public final class Generation implements EventStream.Sink, Watch.Watched {
  /** In UTF-16 units; longer than any model answers. */
  private static final int MAX_LENGTH = 4_000_000;

  private static final long SAVE_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int SAVE_ATTEMPTS = 20;
  private static final long SAVE_AGAIN_MILLIS = 3_000;
  private static final Logger LOG = LoggerFactory.getLogger(Generation.class);

  /** Whose answer it is, and in which chat; {@code id} has 22 URL-safe characters. */
  record Identity(String id, String chatId, String userId) {}

  private final Identity identity;
  private final OpenCall call;
  private final long questionId;
  private final Message answer;
  private final LoopContext owner;
  private final AnswerStore answers;
  private final StringBuilder text = new StringBuilder();
  private final List<Follower> followers = new ArrayList<>(2);
  private final Promise<Message> ended = Promise.promise();

  private @Nullable EventStream model;
  private Watch.@Nullable Entry watched;
  private @Nullable Message last;
  private boolean stopped;
  private boolean saving;
  private int savedLength;
  private long savedAt;

  /** On the current event loop, which is its loop. */
  Generation(
      Identity identity,
      OpenCall call,
      QuestionAndAnswer asked,
      LoopContext owner,
      AnswerStore answers) {
    this.identity = identity;
    this.call = call;
    this.questionId = asked.question().id();
    this.answer = asked.answer();
    this.owner = owner;
    this.answers = answers;
  }

  /** Identifies it, 22 URL-safe characters. */
  public String id() {
    return identity.id;
  }

  /** Whose it is. */
  String userId() {
    return identity.userId;
  }

  /** The answer as it stays, once it is stored. */
  Future<Message> ended() {
    return ended.future();
  }

  /** Sends the call; on its event loop. */
  void send(Calls calls) {
    savedAt = watch().now();
    watched = watch().add(this);
    calls
        .send(call)
        .onSuccess(this::answered)
        .onFailure(fault -> {
          LOG.error("the answer {} failed", identity.id, fault);
          failed(new Failure.Internal());
        });
  }

  private Watch watch() {
    return owner.loop().watch();
  }

  private void answered(LlmReply reply) {
    if (stopped) {
      if (reply instanceof LlmReply.Streamed late) {
        late.events().cancel();
      }
      return;
    }
    if (reply instanceof LlmReply.Streamed streamed) {
      model = streamed.events();
      model.start(this);
      return;
    }
    switch (Dialects.CHAT.answer(reply)) {
      case ChatAnswer.Text(String whole, Usage usage) -> {
        add(whole);
        call.used(usage);
        finish(Status.COMPLETE, null, Outcome.OK);
      }
      case ChatAnswer.Refused(int status, String detail) ->
          finish(Status.FAILED, detail, Outcome.UPSTREAM);
      case ChatAnswer.None(Failure failure) -> failed(failure);
    }
  }

  @Override
  public void events(Buffer events) {
    if (!stopped) {
      add(String.join("", Dialects.CHAT.deltas(events)));
    }
  }

  @Override
  public void ended(Buffer lastEvents, EventStream.StreamEnd end) {
    events(lastEvents);
    call.used(end.usage());
    switch (end) {
      case EventStream.StreamEnd.Finished _ -> finish(Status.COMPLETE, null, Outcome.OK);
      case EventStream.StreamEnd.Broken broken -> {
        call.failed(broken.failure());
        String words =
            broken
                .providersError()
                .map(Dialects.CHAT::errorText)
                .orElseGet(() -> words(broken.failure()));
        finish(Status.FAILED, words, Outcome.of(broken.failure()));
      }
    }
  }

  private void add(String piece) {
    if (piece.isEmpty()) {
      return;
    }
    text.append(piece);
    AnswerEvent.Text more = new AnswerEvent.Text(piece, text.length());
    followers.forEach(follower -> follower.deliver(more));
    if (text.length() > MAX_LENGTH) {
      end(Status.STOPPED, "The answer became too long.", Outcome.OK);
    }
  }

  /** Stops it; any thread. */
  void stop() {
    owner.context().runOnContext(now -> end(Status.STOPPED, null, Outcome.CLIENT_GONE));
  }

  /** Stops it; the future gives the answer as it stays, on the caller's event loop. */
  public Future<Message> stop(Context callers) {
    stop();
    return Future.fromCompletionStage(ended.future().toCompletionStage(), callers);
  }

  /** Ends it because the gateway stops; the answer as it stays. Any thread. */
  Future<Message> interrupt() {
    owner.context().runOnContext(now -> end(Status.INTERRUPTED, null, Outcome.FAILED));
    return ended.future();
  }

  private void end(Status status, @Nullable String error, Outcome outcome) {
    if (stopped) {
      return;
    }
    if (model != null) {
      call.used(model.usageSoFar());
    }
    finish(status, error, outcome);
    if (model != null) {
      model.cancel();
    }
    call.cancel();
  }

  private void failed(Failure failure) {
    call.failed(failure);
    finish(Status.FAILED, words(failure), Outcome.of(failure));
  }

  private static String words(Failure failure) {
    return FirstApi.FORM.problem(failure).message();
  }

  private void finish(Status status, @Nullable String error, Outcome outcome) {
    if (stopped) {
      return;
    }
    stopped = true;
    if (watched != null) {
      watched.stop();
    }
    call.settle(outcome);
    keep(answer.now(text.toString(), status, Optional.ofNullable(error)), 1);
  }

  /** Readers hear of the end when the store has it: who reads the chat then finds it whole. */
  private void keep(Message message, int attempt) {
    answers
        .save(message)
        .onSuccess(saved -> over(message))
        .onFailure(fault -> {
          if (attempt < SAVE_ATTEMPTS) {
            owner.loop().vertx().setTimer(SAVE_AGAIN_MILLIS, timer -> keep(message, attempt + 1));
          } else {
            LOG.error("the answer {} could not be saved: {}", identity.id, fault.getMessage());
            over(message);
          }
        });
  }

  private void over(Message message) {
    last = message;
    followers.forEach(follower -> follower.deliver(new AnswerEvent.Ended(message)));
    // It is kept for a while; its readers and their connections are not.
    followers.clear();
    ended.complete(message);
  }

  @Override
  public void tick(long now) {
    boolean grown = text.length() > savedLength;
    if (saving || now - savedAt <= (grown ? SAVE_NANOS : HEARTBEAT_NANOS)) {
      return;
    }
    saving = true;
    savedAt = now;
    savedLength = text.length();
    Message soFar = answer.now(text.toString(), Status.ANSWERING, Optional.empty());
    (grown ? answers.save(soFar) : answers.heartbeat(soFar))
        .onComplete(done -> saving = false)
        .onSuccess(there -> {
          if (!there) {
            // Its chat or its account is deleted, perhaps at another gateway.
            end(Status.STOPPED, null, Outcome.CLIENT_GONE);
          }
        });
  }

  /** A reader on the current event loop, who has so many UTF-16 units of the text. */
  public Follower follower(Context readers, int position) {
    return new Follower(this, readers, position);
  }

  void join(Follower follower, int position) {
    owner
        .context()
        .runOnContext(now -> {
          follower.deliver(new AnswerEvent.Started(identity.chatId, questionId, answer));
          if (last == null) {
            followers.add(follower);
          }
          sendRest(follower, position);
        });
  }

  void catchUp(Follower follower, int position) {
    owner.context().runOnContext(now -> sendRest(follower, position));
  }

  void leave(Follower follower) {
    owner.context().runOnContext(now -> followers.remove(follower));
  }

  private void sendRest(Follower follower, int position) {
    if (position < text.length()) {
      follower.deliver(new AnswerEvent.Text(text.substring(position), text.length()));
    }
    if (last != null) {
      follower.deliver(new AnswerEvent.Ended(last));
    }
  }
}
