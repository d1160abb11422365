package llmchat.gateway.generation;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import llmchat.gateway.chats.Answers;
import llmchat.gateway.chats.Answers.Asked;
import llmchat.gateway.chats.Message;
import llmchat.gateway.chats.Status;
import llmchat.llm.Cancellation;
import llmchat.llm.EventLoop;
import llmchat.llm.EventStream;
import llmchat.llm.Failure;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmClient;
import llmchat.llm.LlmReply;
import llmchat.llm.Usage;
import llmchat.llm.Watch;
import llmchat.llm.chat.ChatAnswer;
import llmchat.server.http.ErrorShape;
import llmchat.server.http.Outcome;
import llmchat.server.http.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One answer in the making. It belongs to the server: readers come and go, and it ends when the
 * model has finished or failed, when it is stopped, or when the gateway stops. What has come is
 * written to the store every few seconds, so that little is lost with the process.
 *
 * <p>Confined to the event loop on which it was asked for; public methods may be called on any.
 */
public final class Generation implements EventStream.Sink, Watch.Watched {
  /** In UTF-16 units; longer than any model answers. */
  private static final int LONGEST = 4_000_000;

  private static final long SAVE_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long SIGN_OF_LIFE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int SAVE_ATTEMPTS = 20;
  private static final long SAVE_AGAIN_MILLIS = 3_000;
  private static final Logger LOG = LoggerFactory.getLogger(Generation.class);

  private final Order order;
  private final long questionId;
  private final Message answer;
  private final EventLoop loop;
  private final Context home;
  private final Answers answers;
  private final StringBuilder text = new StringBuilder();
  private final List<Follower> followers = new ArrayList<>(2);
  private final Promise<Message> ended = Promise.promise();

  private @Nullable Cancellation cancellation;
  private @Nullable EventStream model;
  private Watch.@Nullable Entry watched;
  private @Nullable Message last;
  private boolean stopped;
  private boolean saving;
  private int savedLength;
  private long savedAt;
  private long begunAt;
  private long answeredAt;

  /** On the current event loop, whose context {@code home} is. */
  Generation(Order order, Asked asked, EventLoop loop, Context home, Answers answers) {
    this.order = order;
    this.questionId = asked.question().id();
    this.answer = asked.answer();
    this.loop = loop;
    this.home = home;
    this.answers = answers;
  }

  /** Identifies it, 22 URL-safe characters. */
  public String id() {
    return order.id();
  }

  /** Whose it is. */
  String userId() {
    return order.caller().userId();
  }

  /** The answer as it stays, once it is stored. */
  Future<Message> ended() {
    return ended.future();
  }

  /** Sends the call; on its event loop. */
  void send(LlmClient client, LlmCall call) {
    cancellation = call.cancellation();
    begunAt = loop.watch().now();
    savedAt = begunAt;
    watched = loop.watch().add(this);
    client
        .send(call)
        .onSuccess(this::answered)
        .onFailure(fault -> {
          LOG.error("the answer {} failed", order.id(), fault);
          failed(new Failure.Internal());
        });
  }

  private void answered(LlmReply reply) {
    if (!(reply instanceof LlmReply.Failed)) {
      answeredAt = loop.watch().now();
    }
    if (stopped) {
      if (reply instanceof LlmReply.Streamed(var headers, EventStream late)) {
        late.cancel();
      }
      return;
    }
    if (reply instanceof LlmReply.Streamed(var headers, EventStream stream)) {
      model = stream;
      stream.start(this);
      return;
    }
    switch (ChatAnswer.of(reply)) {
      case ChatAnswer.Text(String whole, Usage usage) -> {
        add(whole);
        finish(Status.COMPLETE, null, Outcome.OK, null, usage);
      }
      case ChatAnswer.Refused(int status, String detail) ->
          finish(Status.FAILED, detail, Outcome.UPSTREAM, null, Usage.NONE);
      case ChatAnswer.None(Failure failure) -> failed(failure);
    }
  }

  @Override
  public void events(Buffer events) {
    if (!stopped) {
      add(String.join("", ChatAnswer.deltas(events)));
    }
  }

  @Override
  public void ended(Buffer lastEvents, EventStream.StreamEnd end) {
    events(lastEvents);
    switch (end) {
      case EventStream.StreamEnd.Finished(Usage usage) ->
          finish(Status.COMPLETE, null, Outcome.OK, null, usage);
      case EventStream.StreamEnd.Broken(
              Failure failure,
              Optional<Buffer> providersError,
              Usage usage) ->
          finish(
              Status.FAILED,
              providersError.map(ChatAnswer::errorText).orElseGet(() -> words(failure)),
              Outcome.of(failure),
              failure,
              usage);
    }
  }

  private void add(String piece) {
    if (piece.isEmpty()) {
      return;
    }
    text.append(piece);
    News.Piece news = new News.Piece(piece, text.length());
    followers.forEach(follower -> follower.tell(news));
    if (text.length() > LONGEST) {
      end(Status.STOPPED, "The answer became too long.", Outcome.OK);
    }
  }

  /** Stops it; any thread. */
  void stop() {
    home.runOnContext(now -> end(Status.STOPPED, null, Outcome.CLIENT_GONE));
  }

  /** Stops it; the future gives the answer as it stays, on the caller's event loop. */
  public Future<Message> stop(Context callers) {
    stop();
    return Future.fromCompletionStage(ended.future().toCompletionStage(), callers);
  }

  /** Ends it because the gateway stops; the answer as it stays. Any thread. */
  Future<Message> interrupt() {
    home.runOnContext(now -> end(Status.INTERRUPTED, null, Outcome.FAILED));
    return ended.future();
  }

  private void end(Status status, @Nullable String error, Outcome outcome) {
    if (stopped) {
      return;
    }
    Usage usage = model == null ? Usage.NONE : model.usageSoFar();
    finish(status, error, outcome, null, usage);
    if (model != null) {
      model.cancel();
    }
    if (cancellation != null) {
      cancellation.cancel();
    }
  }

  private void failed(Failure failure) {
    finish(Status.FAILED, words(failure), Outcome.of(failure), failure, Usage.NONE);
  }

  private static String words(Failure failure) {
    return Problem.of(failure, ErrorShape.DETAIL).message();
  }

  private void finish(
      Status status,
      @Nullable String error,
      Outcome outcome,
      @Nullable Failure failure,
      Usage usage) {
    if (stopped) {
      return;
    }
    stopped = true;
    if (watched != null) {
      watched.stop();
    }
    order.settle(usage, outcome, failure, begunAt, answeredAt, loop.watch().now());
    keep(answer.now(text.toString(), status, Optional.ofNullable(error)), 1);
  }

  /** Readers hear of the end when the store has it: who reads the chat then finds it whole. */
  private void keep(Message message, int attempt) {
    answers
        .save(message)
        .onSuccess(saved -> over(message))
        .onFailure(fault -> {
          if (attempt < SAVE_ATTEMPTS) {
            loop.vertx().setTimer(SAVE_AGAIN_MILLIS, timer -> keep(message, attempt + 1));
          } else {
            LOG.error("the answer {} could not be saved: {}", order.id(), fault.getMessage());
            over(message);
          }
        });
  }

  private void over(Message message) {
    last = message;
    followers.forEach(follower -> follower.tell(new News.Over(message)));
    // It is kept for a while; its readers and their connections are not.
    followers.clear();
    ended.complete(message);
  }

  @Override
  public void tick(long now) {
    boolean grown = text.length() > savedLength;
    if (saving || now - savedAt <= (grown ? SAVE_NANOS : SIGN_OF_LIFE_NANOS)) {
      return;
    }
    saving = true;
    savedAt = now;
    savedLength = text.length();
    Message soFar = answer.now(text.toString(), Status.ANSWERING, Optional.empty());
    (grown ? answers.save(soFar) : answers.alive(soFar))
        .onComplete(done -> saving = false)
        .onSuccess(there -> {
          if (!there) {
            // Its chat or its account is deleted, perhaps at another gateway.
            end(Status.STOPPED, null, Outcome.CLIENT_GONE);
          }
        });
  }

  /** A reader on the current event loop, who has so many UTF-16 units of the text. */
  public Follower follower(Context readers, int has) {
    return new Follower(this, readers, has);
  }

  void join(Follower follower, int has) {
    home.runOnContext(now -> {
      follower.tell(new News.Begun(order.chatId(), questionId, answer));
      if (last == null) {
        followers.add(follower);
      }
      tellRest(follower, has);
    });
  }

  void catchUp(Follower follower, int has) {
    home.runOnContext(now -> tellRest(follower, has));
  }

  void leave(Follower follower) {
    home.runOnContext(now -> followers.remove(follower));
  }

  private void tellRest(Follower follower, int has) {
    if (has < text.length()) {
      follower.tell(new News.Piece(text.substring(has), text.length()));
    }
    if (last != null) {
      follower.tell(new News.Over(last));
    }
  }
}
