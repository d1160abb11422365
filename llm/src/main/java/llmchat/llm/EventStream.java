package llmchat.llm;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * The events of a streamed reply, as bytes in the one form that every client reads: {@code data:
 * <json>}, a blank line, nothing else. Confined to the call's event loop.
 *
 * <p>After {@link #start} the sink hears {@link Sink#events} any number of times and {@link
 * Sink#ended} exactly once, unless the stream is cancelled, which silences it.
 */
public interface EventStream {
  /** Lets the events flow; called once. */
  void start(Sink sink);

  /** Stops reading from the source soon; events already read may still come. */
  void pause();

  /** Goes on after {@link #pause}. */
  void resume();

  /** Stops the source for good; the sink hears nothing more. */
  void cancel();

  /** What has been used so far, for a stream that is cancelled. */
  Usage usageSoFar();

  /** Receives the events. */
  interface Sink {
    /** One or more whole events. */
    void events(Buffer events);

    /**
     * The end.
     *
     * @param lastEvents whole events that came with the end, possibly none
     * @param end how it ended; the terminator is the receiver's to write
     */
    void ended(Buffer lastEvents, StreamEnd end);
  }

  /** How a stream ended. */
  sealed interface StreamEnd {
    /** What was used. */
    Usage usage();

    /** The model finished. */
    record Finished(Usage usage) implements StreamEnd {}

    /**
     * It broke; the client must not take it for complete.
     *
     * @param providersError the provider's own error object, to be passed on as it is
     */
    record Broken(Failure failure, Optional<Buffer> providersError, Usage usage)
        implements StreamEnd {}
  }
}
