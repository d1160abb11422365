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
 * Turns what a provider streams into the one form that every client reads, and watches for usage
 * and for the one terminal state. What an event means the dialect's reader says.
 *
 * <p>Events that are in that form already pass as the same bytes; comments, names and ids are taken
 * out. Text that is not JSON, an error and an end without a finish all make the stream broken: a
 * terminator is never invented. Confined to one event loop.
 */
public final class StreamScanner {
  private static final Buffer NOTHING = Buffer.buffer(0);

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
   * @param maxEvent the largest event in bytes
   * @param memory where an event that comes in pieces asks for room
   */
  public StreamScanner(EventReader events, int maxEvent, BodyMemory.Share memory) {
    this.reader = new SseReader(maxEvent, memory);
    this.events = events;
    this.repeated = new RepeatedChunk(events);
  }

  /** Takes the provider's next bytes and returns the events to pass on, possibly none. */
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
      broken("an event was larger than allowed, or there was no memory for it");
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
   * The provider's body ended; returns the last events to pass on.
   *
   * @param whole whether it ended as HTTP says that bodies end
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

  /** How the stream ended, once it has; the bytes that follow are ignored. */
  public Optional<StreamEnd> end() {
    return Optional.ofNullable(end);
  }

  /** Whether the bytes that brought the end brought more behind it. */
  public boolean dataAfterEnd() {
    return dataAfterEnd;
  }

  /** Whether the first event of the answer has come, be it an error. */
  public boolean begun() {
    return begun;
  }

  /** What has been used so far: as reported, else counted. */
  public Usage usage() {
    return reported != null ? reported : Usage.counted(contentChunks);
  }

  /** Ends the stream for a reason that only the transport sees. */
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
        pass(bytes, from, to, place);
        yield true;
      }
      case REWRITE -> {
        observe();
        appendEvent(events.rewritten(bytes, from, to));
        yield true;
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

  private void pass(byte[] bytes, int from, int to, @Nullable Place place) {
    if (place == null) {
      appendEvent(Buffer.buffer(to - from).appendBytes(bytes, from, to - from));
      return;
    }
    if (runTo != place.from()) {
      flushRun();
      runFrom = place.from();
      eventsInRun = 0;
    }
    eventsInRun++;
    runTo = place.to();
  }

  private void appendEvent(Buffer json) {
    flushRun();
    append(Buffer.buffer("data: ").appendBuffer(json).appendString("\n\n"));
  }

  /** Ends the run of events that pass as they are; a run that is the whole chunk is the chunk. */
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
