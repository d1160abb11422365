package llmchat.llm;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * The events of a streamed reply, as bytes in the plain form that every client reads: {@code data:
 * <json>} and a blank line. Confined to the call's event loop.
 *
 * <p>After {@link #start}, {@link Sink#events} is called any number of times and then {@link
 * Sink#ended} exactly once. After {@link #cancel} neither is called.
 */
public interface EventStream {
  /** Starts the flow of events to the sink; called once. */
  void start(Sink sink);

  /** Pauses reading from the source; events that were already read may still be delivered. */
  void pause();

  /** Resumes after {@link #pause}. */
  void resume();

  /** Closes the source; the sink is not called again. */
  void cancel();

  /** The usage so far, for a stream that is about to be cancelled. */
  Usage usageSoFar();

  /** Receives the events. */
  interface Sink {
    /** One or more complete events. */
    void events(Buffer events);

    /**
     * The stream has ended.
     *
     * @param lastEvents complete events that arrived with the end, possibly empty
     * @param end how it ended; the sink writes the terminator or the error event
     */
    void ended(Buffer lastEvents, StreamEnd end);
  }

  /** How a stream ended. */
  sealed interface StreamEnd {
    /** The tokens used. */
    Usage usage();

    /** The answer is complete. */
    record Finished(Usage usage) implements StreamEnd {}

    /**
     * The stream failed; the client must be able to see that the answer is incomplete.
     *
     * @param providersError the provider's own error object, to be forwarded unchanged
     */
    record Broken(Failure failure, Optional<Buffer> providersError, Usage usage)
        implements StreamEnd {}
  }
}
