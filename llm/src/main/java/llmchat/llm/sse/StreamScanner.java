package llmchat.llm.sse;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Optional;
import llmchat.llm.BodyMemory;
import llmchat.llm.EventReader;
import llmchat.llm.EventReader.Verdict;
import llmchat.llm.EventStream.StreamEnd;
import llmchat.llm.Failure;
import llmchat.llm.Usage;
import llmchat.llm.json.MalformedJsonException;
import llmchat.llm.sse.SseReader.Place;
import org.jspecify.annotations.Nullable;

/**
 * Converts a provider's stream into the plain form that every client reads, and extracts its usage
 * and its end. The dialect's {@link EventReader} interprets the events.
 *
 * <p>Events that are already in that form are forwarded as the same bytes; comments, names and ids
 * are removed. Invalid JSON, an error, or an end without a finish reason make the stream broken: a
 * terminator is never invented. Confined to one event loop.
 */
public final class StreamScanner {
  private static final Buffer NOTHING = Buffer.buffer(0);
  private static final String TOO_LARGE =
      "an event was larger than allowed, or there was no memory for it";

  private final SseReader reader;
  private final EventReader events;
  private final RepeatedChunk repeated;

  private Buffer out = NOTHING;
  private int runFrom = -1;
  private int runTo = -1;
  private int eventsInRun;
  private boolean finished;
  private boolean begun;
  private boolean dataAfterEnd;
  private long contentChunks;
  private @Nullable Usage reported;
  private @Nullable StreamEnd end;

  /**
   * For one stream.
   *
   * @param events reads the events of this stream
   * @param maxEvent the largest event, in bytes
   * @param memory accounts for events that arrive in pieces
   */
  public StreamScanner(EventReader events, int maxEvent, BodyMemory.Share memory) {
    this.reader = new SseReader(maxEvent, memory);
    this.events = events;
    this.repeated = new RepeatedChunk(events);
  }

  /** Reads the provider's next bytes and returns the events to forward, possibly none. */
  public Buffer read(Buffer chunk) {
    if (end != null) {
      return NOTHING;
    }
    if (reader.atEvent() && isRepeated(((BufferInternal) chunk).getByteBuf())) {
      contentChunks++;
      return chunk;
    }
    out = NOTHING;
    reader.read(chunk, this::event);
    dataAfterEnd = end != null && reader.hasMore();
    Buffer passed = endRun(chunk);
    if (!reader.keepRest() && end == null) {
      broken(TOO_LARGE);
    }
    return passed;
  }

  private boolean isRepeated(ByteBuf chunk) {
    if (!chunk.hasArray()) {
      return false;
    }
    int from = chunk.arrayOffset() + chunk.readerIndex();
    return repeated.matches(chunk.array(), from, from + chunk.readableBytes());
  }

  /**
   * Called at the end of the provider's body; returns the last events to forward.
   *
   * @param whole whether the body was complete in the sense of HTTP, and did not break off
   */
  public Buffer finish(boolean whole) {
    if (end != null) {
      return NOTHING;
    }
    out = NOTHING;
    if (whole) {
      reader.finish(this::event);
    }
    Buffer last = endRun(null);
    if (end == null) {
      if (whole && finished) {
        end = new StreamEnd.Finished(usage());
      } else {
        broken("the stream ended before the answer was complete");
      }
    }
    return last;
  }

  /** How the stream ended, once it has; later bytes are ignored. */
  public Optional<StreamEnd> end() {
    return Optional.ofNullable(end);
  }

  /** Whether the chunk with the end of the stream contained data after it. */
  public boolean dataAfterEnd() {
    return dataAfterEnd;
  }

  /** Whether the first event has arrived, even if it is an error. */
  public boolean begun() {
    return begun;
  }

  /** The usage so far: reported by the provider, or else counted. */
  public Usage usage() {
    return reported != null ? reported : Usage.counted(contentChunks);
  }

  /** Ends the stream with a failure of the transport. */
  public void fail(Failure failure) {
    if (end == null) {
      end = new StreamEnd.Broken(failure, Optional.empty(), usage());
    }
  }

  private boolean event(byte[] bytes, int from, int to, @Nullable Place place) {
    begun = true;
    Verdict verdict;
    try {
      verdict = events.read(bytes, from, to);
    } catch (MalformedJsonException e) {
      broken("a chunk was not JSON: " + e.getMessage());
      return false;
    }
    return switch (verdict) {
      case END -> {
        end = new StreamEnd.Finished(usage());
        yield false;
      }
      case ERROR -> {
        providerFailed(bytes, from, to);
        yield false;
      }
      case LEAVE_OUT -> {
        observe();
        yield true;
      }
      case PASS -> {
        observe();
        yield pass(bytes, from, to, place);
      }
      case REWRITE -> {
        observe();
        Buffer json = events.rewritten(bytes, from, to);
        yield appendEvent(json.getBytes(), 0, json.length());
      }
    };
  }

  private void providerFailed(byte[] bytes, int from, int to) {
    Buffer error = Buffer.buffer(to - from).appendBytes(bytes, from, to - from);
    end =
        new StreamEnd.Broken(
            new Failure.UpstreamBroken("the provider reported an error in the stream"),
            Optional.of(error),
            usage());
  }

  private void observe() {
    finished |= events.finishes();
    contentChunks += events.content() ? 1 : 0;
    events.usage().ifPresent(usage -> reported = usage);
  }

  private boolean pass(byte[] bytes, int from, int to, @Nullable Place place) {
    if (place == null) {
      return appendEvent(bytes, from, to - from);
    }
    if (runTo != place.from()) {
      flushRun();
      runFrom = place.from();
      eventsInRun = 0;
    }
    eventsInRun++;
    runTo = place.to();
    return true;
  }

  private boolean appendEvent(byte[] bytes, int from, int length) {
    flushRun();
    if (!reader.hasRoomFor(out.length() + length)) {
      broken(TOO_LARGE);
      return false;
    }
    append(
        Buffer.buffer(length + 8)
            .appendString("data: ")
            .appendBytes(bytes, from, length)
            .appendString("\n\n"));
    return true;
  }

  /** Ends the run of unchanged events; if that is the whole chunk, the chunk itself is returned. */
  private Buffer endRun(@Nullable Buffer chunk) {
    if (chunk != null && out.length() == 0 && reader.isWholeChunk(runFrom, runTo)) {
      if (eventsInRun == 1 && events.onlyText()) {
        repeated.remember(reader.bytes(), runFrom, runTo, events.textFrom(), events.textTo());
      }
      runFrom = -1;
      runTo = -1;
      return chunk;
    }
    flushRun();
    return out;
  }

  private void flushRun() {
    if (runTo > runFrom) {
      append(reader.copy(runFrom, runTo));
    }
    runFrom = -1;
    runTo = -1;
  }

  private void append(Buffer passed) {
    out = out.length() == 0 ? passed : out.appendBuffer(passed);
  }

  private void broken(String problem) {
    end = new StreamEnd.Broken(new Failure.UpstreamBroken(problem), Optional.empty(), usage());
  }
}
