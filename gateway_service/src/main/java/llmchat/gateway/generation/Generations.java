package llmchat.gateway.generation;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import llmchat.gateway.chats.RunningAnswers;
import llmchat.gateway.store.RowId;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.Holder;
import llmchat.llm.Pool;
import llmchat.server.load.LoadGuard;

/**
 * The running answers of this process, and those that ended within the last minute. At most one
 * runs in each chat, and 2,000 in all. Only the owner of an answer can find it. Any thread.
 */
public final class Generations implements RunningAnswers {
  private static final long BYTES_PER_FOLLOWER = 256 * 1024;

  /** Running answers. Each costs a call to a provider and the text so far. */
  private static final Pool.Terms PLACES =
      new Pool.Terms(
          "running_answers",
          "places for answers that are being written",
          2_000,
          "2,000",
          0.125,
          1,
          "the timeouts of calls");

  /** Followers of answers: what waits for each is small, but not nothing. */
  private static final Pool.Terms FOLLOWERS =
      new Pool.Terms(
          "followers",
          "places for followers of answers",
          Math.max(16, Runtime.getRuntime().maxMemory() / BYTES_PER_FOLLOWER),
          "one for each 256 KB of the heap",
          0.5,
          1,
          "a reader that takes nothing for 60 s is cut off");

  private static final Duration KEPT = Duration.ofMinutes(1);

  private final ConcurrentMap<String, Generation> known = new ConcurrentHashMap<>();

  /** From a chat to the generation that runs in it. */
  private final ConcurrentMap<String, Reserved> ofChats = new ConcurrentHashMap<>();

  private final Pool places;
  private final Pool followers;

  /** The id of a generation, and who has its place. */
  private record Reserved(String id, Holder holder) {}

  /** Without any generation; their places are one of those pools. */
  Generations(LoadGuard load) {
    this.places = load.open(PLACES);
    this.followers = load.open(FOLLOWERS);
  }

  /**
   * Reserves the chat for one generation and returns the new generation's id; {@link #register} or
   * {@link #release} must follow. Fails with {@link Failure.Conflict} while another one is running,
   * and as the pool of places says.
   */
  Future<String> reserve(String chatId, Holder holder) {
    String id = RowId.next();
    if (ofChats.putIfAbsent(chatId, new Reserved(id, holder)) != null) {
      return failed(new Failure.Conflict("The last question is still being answered."));
    }
    Pool.Taken place = places.take(holder, 1);
    if (place != Pool.Taken.YES) {
      ofChats.remove(chatId);
      return failed(places.refusal(place));
    }
    return Future.succeededFuture(id);
  }

  /** Releases the chat for the next generation. */
  void release(String chatId) {
    Reserved reserved = ofChats.remove(chatId);
    if (reserved != null) {
      places.giveBack(reserved.holder, 1);
    }
  }

  /** Registers a generation until a minute after its end. */
  void register(Generation generation, String chatId, Vertx vertx) {
    known.put(generation.id(), generation);
    generation
        .ended()
        .onComplete(done -> {
          release(chatId);
          vertx.setTimer(
              KEPT.toMillis(),
              timer -> {
                known.remove(generation.id());
                generation.forgotten();
              });
        });
  }

  /** The generation with that id, if it is the user's. */
  public Optional<Generation> find(String userId, String id) {
    return Optional.ofNullable(known.get(id))
        .filter(generation -> generation.userId().equals(userId));
  }

  /** The id of the generation that runs in the chat. */
  @Override
  public Optional<String> ofChat(String chatId) {
    return Optional.ofNullable(ofChats.get(chatId)).map(Reserved::id).filter(known::containsKey);
  }

  /** For a chat that is deleted. */
  @Override
  public void stop(String chatId) {
    ofChat(chatId).map(known::get).ifPresent(Generation::stop);
  }

  /** For a user whose account is deleted. */
  @Override
  public void stopAllOf(String userId) {
    known.values().stream()
        .filter(generation -> generation.userId().equals(userId))
        .forEach(Generation::stop);
  }

  /** The places of those who follow answers. */
  Pool followers() {
    return followers;
  }

  /** Whether none is running. */
  public boolean idle() {
    return ofChats.isEmpty();
  }

  /** Ends all because the gateway stops; completes when their texts are stored. */
  public Future<Void> interruptAll() {
    List<Future<?>> ends =
        List.copyOf(known.values()).stream().<Future<?>>map(Generation::interrupt).toList();
    return Future.join(ends).mapEmpty();
  }

  private static <T> Future<T> failed(Failure failure) {
    return Future.failedFuture(new FailureException(failure));
  }
}
