package llmchat.llm.sse;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import llmchat.llm.BodyMemory;
import llmchat.llm.EventStream.StreamEnd;
import llmchat.llm.Failure;
import llmchat.llm.Usage;
import llmchat.llm.json.AnswerReader;
import llmchat.llm.json.MalformedJsonException;
import llmchat.llm.json.RepeatedChunk;
import llmchat.llm.sse.SseReader.Place;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a provider streams in OpenAI's dialect into the one form that every client reads, and
 * watches for usage and for the one terminal state.
 *
 * <p>Events that are in that form already pass as the same bytes. Comments, names, ids and {@code
 * "error": null} members are taken out; the usage chunk is, too, unless the client asked for it.
 * Text that is not JSON, an error object and an end without a finish all make the stream broken: a
 * terminator is never invented. Confined to one event loop.
 */
public final class SafeEvents {
  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
  private static final Buffer NOTHING = Buffer.buffer(0);

  private final SseReader reader;
  private final AnswerReader answer = new AnswerReader();
  private final RepeatedChunk repeated = answer.repeatedChunk();
  private final boolean keepUsage;

  private Buffer out = NOTHING;
  private int runFrom = -1;
  private int runTo = -1;
  private int eventsInRun;
  private boolean finished;
  private boolean begun;
  private boolean wentOn;
  private long contentChunks;
  private @Nullable Usage reported;
  private @Nullable StreamEnd end;

  /**
   * For one stream.
   *
   * @param keepUsage whether the client asked for the usage chunk itself
   * @param maxEvent the largest event in bytes
   * @param memory where an event that comes in pieces asks for room
   */
  public SafeEvents(boolean keepUsage, int maxEvent, BodyMemory.Share memory) {
    this.reader = new SseReader(maxEvent, memory);
    this.keepUsage = keepUsage;
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
    wentOn = end != null && reader.hasMore();
    Buffer events = endRun(chunk);
    if (!reader.keepRest() && end == null) {
      broken("an event was larger than allowed, or there was no memory for it");
    }
    return events;
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
  public boolean wentOn() {
    return wentOn;
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
    if (isDone(bytes, from, to)) {
      end = new StreamEnd.Finished(usage());
      return false;
    }
    try {
      answer.read(bytes, from, to);
    } catch (MalformedJsonException e) {
      broken("a chunk was not JSON: " + e.getMessage());
      return false;
    }
    if (answer.error()) {
      Buffer error = Buffer.buffer(to - from).appendBytes(bytes, from, to - from);
      end =
          new StreamEnd.Broken(
              new Failure.UpstreamBroken("the provider reported an error in the stream"),
              Optional.of(error),
              usage());
      return false;
    }
    watch();
    if (!answer.usageOnly() || keepUsage) {
      pass(bytes, from, to, place);
    }
    return true;
  }

  private void watch() {
    finished |= answer.finishes();
    contentChunks += answer.content() ? 1 : 0;
    if (answer.hasUsage()) {
      reported = answer.usage();
    }
  }

  private void pass(byte[] bytes, int from, int to, @Nullable Place place) {
    if (place != null && !answer.nullError()) {
      if (runTo != place.from()) {
        flushRun();
        runFrom = place.from();
        eventsInRun = 0;
      }
      eventsInRun++;
      runTo = place.to();
      return;
    }
    flushRun();
    Buffer json =
        answer.nullError()
            ? answer.withoutNullError(bytes, from, to)
            : Buffer.buffer(to - from).appendBytes(bytes, from, to - from);
    append(Buffer.buffer("data: ").appendBuffer(json).appendString("\n\n"));
  }

  /** Ends the run of events that pass as they are; a run that is the whole chunk is the chunk. */
  private Buffer endRun(@Nullable Buffer chunk) {
    if (chunk != null && out.length() == 0 && reader.isWholeChunk(runFrom, runTo)) {
      if (eventsInRun == 1) {
        answer.teach(repeated, reader.bytes(), runFrom, runTo);
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

  private void append(Buffer events) {
    out = out.length() == 0 ? events : out.appendBuffer(events);
  }

  private void broken(String problem) {
    end = new StreamEnd.Broken(new Failure.UpstreamBroken(problem), Optional.empty(), usage());
  }

  private static boolean isDone(byte[] bytes, int from, int to) {
    return to - from >= DONE.length
        && Arrays.equals(bytes, from, from + DONE.length, DONE, 0, DONE.length);
  }
}
