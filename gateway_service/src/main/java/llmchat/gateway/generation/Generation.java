package llmchat.gateway.generation;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import llmchat.gateway.calls.Calls;
import llmchat.gateway.chats.AnswerStore;
import llmchat.gateway.chats.AnswerStore.QuestionAndAnswer;
import llmchat.gateway.chats.Message;
import llmchat.gateway.chats.Status;
import llmchat.llm.BodyMemory;
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
import llmchat.server.http.JsonBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One answer while the model writes it. It belongs to the server: readers come and go, and it ends
 * when the model has finished or failed, when it is stopped, or when the gateway stops. The text is
 * saved every few seconds, so that little is lost if the process dies.
 *
 * <p>Confined to the event loop on which it was started; public methods may be called on any.
 */
public final class Generation implements EventStream.Sink, Watch.Watched {
  /** In UTF-16 units; more than any model's longest answer. */
  private static final int MAX_LENGTH = 4_000_000;

  /** Bytes for each UTF-16 unit: as it grows, as it is saved, and as its last event. */
  private static final int COPIES = 4;

  private static final Logger LOG = LoggerFactory.getLogger(Generation.class);

  /**
   * Which answer it is, of whom, in which chat.
   *
   * @param id of the generation, 22 URL-safe characters
   */
  record Identity(String id, String chatId, String userId) {}

  private final Identity identity;
  private final OpenCall call;
  private final Message answer;
  private final LoopContext owner;
  private final AnswerBroadcast broadcast;
  private final BodyMemory.Share memory;
  private final AnswerSaver saver;
  private final Promise<Message> ended = Promise.promise();

  private @Nullable EventStream model;
  private Watch.@Nullable Entry watched;
  private boolean finished;

  /**
   * A generation on the current event loop.
   *
   * @param stored the question and its answer, whose rows exist already
   * @param memory for the text; closed by {@link #forgotten}
   */
  Generation(
      Identity identity,
      OpenCall call,
      QuestionAndAnswer stored,
      LoopContext owner,
      AnswerStore answers,
      BodyMemory.Share memory) {
    this.identity = identity;
    this.call = call;
    this.answer = stored.answer();
    this.owner = owner;
    this.memory = memory;
    this.broadcast =
        new AnswerBroadcast(
            owner.context(),
            new AnswerEvent.Started(
                JsonBody.of(AnswerJson.Begun.of(identity.chatId, stored.question().id(), answer))));
    this.saver = new AnswerSaver(answers, owner);
  }

  /** The id of this generation: 22 URL-safe characters. */
  public String id() {
    return identity.id;
  }

  /** The id of the user who asked. */
  String userId() {
    return identity.userId;
  }

  /** Completes with the final answer, once it is stored. */
  Future<Message> ended() {
    return ended.future();
  }

  /** Sends the call; on its event loop. */
  void send(Calls calls) {
    watched = owner.loop().watch().add(this);
    calls
        .send(call)
        .onSuccess(this::answered)
        .onFailure(fault -> {
          LOG.error("the answer {} failed", identity.id, fault);
          failed(new Failure.Internal());
        });
  }

  private void answered(LlmReply reply) {
    if (finished) {
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
    if (!finished) {
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
    if (!memory.grow((long) COPIES * (broadcast.length() + piece.length()))) {
      Failure refusal = memory.refusal();
      end(Status.FAILED, words(refusal), Outcome.of(refusal));
      return;
    }
    broadcast.append(piece);
    if (broadcast.length() > MAX_LENGTH) {
      end(Status.STOPPED, "The answer became too long.", Outcome.OK);
    }
  }

  /** Stops it; any thread. */
  void stop() {
    owner.context().runOnContext(now -> end(Status.STOPPED, null, Outcome.CLIENT_GONE));
  }

  /** Stops it; completes with the final answer, on the caller's event loop. Any thread. */
  public Future<Message> stop(Context caller) {
    stop();
    return Future.fromCompletionStage(ended.future().toCompletionStage(), caller);
  }

  /** Ends it because the gateway stops; completes with the final answer. Any thread. */
  Future<Message> interrupt() {
    owner.context().runOnContext(now -> end(Status.INTERRUPTED, null, Outcome.FAILED));
    return ended.future();
  }

  private void end(Status status, @Nullable String error, Outcome outcome) {
    if (finished) {
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
    if (finished) {
      return;
    }
    finished = true;
    if (watched != null) {
      watched.stop();
    }
    call.settle(outcome);
    saveAndComplete(soFar(status, error));
  }

  private Message soFar(Status status, @Nullable String error) {
    return answer.now(broadcast.text(), status, Optional.ofNullable(error));
  }

  /** In this order, so that a client that reads the chat after the end finds the whole answer. */
  private void saveAndComplete(Message message) {
    saver
        .saveFinal(message)
        .onSuccess(saved -> {
          broadcast.complete(message);
          ended.complete(message);
        });
  }

  @Override
  public void tick(long now) {
    saver
        .saveIfDue(now, broadcast.length(), () -> soFar(Status.ANSWERING, null))
        .onSuccess(running -> {
          if (!running) {
            // The chat or the account was deleted, perhaps on another gateway.
            end(Status.STOPPED, null, Outcome.CLIENT_GONE);
          }
        });
  }

  /** Releases its text, which nobody can find any more; on its event loop. */
  void forgotten() {
    memory.close();
  }

  /**
   * A new follower of this answer. Any thread.
   *
   * @param reader the context of the event loop that the follower belongs to
   * @param position how many UTF-16 units of the text the reader already has
   */
  public Follower follower(Context reader, int position) {
    return new Follower(broadcast, reader, position);
  }
}
