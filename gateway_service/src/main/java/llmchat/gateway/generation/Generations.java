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

/**
 * The running answers of this process, and those that ended within the last minute. At most one
 * runs in each chat, and {@value #MAX_RUNNING} in all. Only the owner of an answer can find it. Any
 * thread.
 */
public final class Generations implements RunningAnswers {
  private static final int MAX_RUNNING = 2_000;
  private static final Duration KEPT = Duration.ofMinutes(1);

  private final ConcurrentMap<String, Generation> known = new ConcurrentHashMap<>();

  /** From a chat to the id of the generation that runs in it. */
  private final ConcurrentMap<String, String> ofChats = new ConcurrentHashMap<>();

  /**
   * Reserves the chat for one generation and returns the new generation's id; {@link #register} or
   * {@link #release} must follow. Fails with {@link Failure.Conflict} while another one is running,
   * and with {@link Failure.Overloaded} at {@value #MAX_RUNNING}.
   */
  Future<String> reserve(String chatId) {
    if (ofChats.size() >= MAX_RUNNING) {
      return failed(
          new Failure.Overloaded("too many answers are in progress", Duration.ofSeconds(5)));
    }
    String id = RowId.next();
    return ofChats.putIfAbsent(chatId, id) == null
        ? Future.succeededFuture(id)
        : failed(new Failure.Conflict("The last question is still being answered."));
  }

  /** Releases the chat for the next generation. */
  void release(String chatId) {
    ofChats.remove(chatId);
  }

  /** Registers a generation until a minute after its end. */
  void register(Generation generation, String chatId, Vertx vertx) {
    known.put(generation.id(), generation);
    generation
        .ended()
        .onComplete(done -> {
          release(chatId);
          vertx.setTimer(KEPT.toMillis(), timer -> known.remove(generation.id()));
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
    return Optional.ofNullable(ofChats.get(chatId)).filter(known::containsKey);
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
