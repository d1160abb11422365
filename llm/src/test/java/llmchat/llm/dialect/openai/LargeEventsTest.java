package llmchat.llm.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import llmchat.llm.BodyMemory;
import llmchat.llm.EventStream.StreamEnd;
import llmchat.llm.Holder;
import llmchat.llm.Pool;
import llmchat.llm.sse.StreamScanner;
import org.junit.jupiter.api.Test;

/** What events of a stream that are large take of the memory. */
class LargeEventsTest {
  private static final int LARGE = 1_000_000;
  private static final BodyMemory MEMORY = new BodyMemory(LARGE);

  @Test
  void endsAnEventThatGrowsTooLarge() {
    StreamScanner events =
        new StreamScanner(new ChunkReader(true), 1000, MEMORY.share(Holder.SERVICE));
    assertThat(events.read(Buffer.buffer("data: " + "x".repeat(900)))).hasToString("");
    assertThat(events.end()).isEmpty();
    assertThat(events.read(Buffer.buffer("x".repeat(200)))).hasToString("");
    assertThat(events.end().orElseThrow()).isInstanceOf(StreamEnd.Broken.class);
  }

  @Test
  void endsAnEventForWhichThereIsNoMemoryAndGivesBackWhatItHad() {
    BodyMemory memory = new BodyMemory(100_000);
    BodyMemory.Share one = memory.share(Holder.SERVICE);
    StreamScanner large = new StreamScanner(new ChunkReader(true), LARGE, one);
    large.read(Buffer.buffer("data: " + "x".repeat(90_000)));
    StreamScanner other =
        new StreamScanner(new ChunkReader(true), LARGE, memory.share(Holder.SERVICE));
    other.read(Buffer.buffer("data: " + "x".repeat(90_000)));
    assertThat(large.end()).isEmpty();
    assertThat(other.end().orElseThrow()).isInstanceOf(StreamEnd.Broken.class);

    large.read(Buffer.buffer("\n\n"));
    StreamScanner third =
        new StreamScanner(new ChunkReader(true), LARGE, memory.share(Holder.SERVICE));
    third.read(Buffer.buffer("data: " + "x".repeat(90_000)));
    assertThat(third.end()).isEmpty();
  }

  /** Joined lines once lay beside the event, and neither they nor what is passed on was counted. */
  @Test
  void countsWhatItPassesOnOfAnEventInManyLines() {
    Pool pool = new Pool(new Pool.Terms("replies", "memory", 1_000_000, "", 1, 1_000_000, ""));
    BodyMemory.Share memory = new BodyMemory(pool).share(Holder.SERVICE);
    StreamScanner events = new StreamScanner(new ChunkReader(true), 1_000_000, memory);
    events.read(Buffer.buffer("data: {\"choices\":[],\"a\":\"\ndata: "));
    events.read(Buffer.buffer("x".repeat(300_000) + "\n"));
    assertThat(pool.taken()).isGreaterThan(250_000);

    assertThat(events.read(Buffer.buffer("data: \"}\n\n")).length()).isGreaterThan(300_000);
    assertThat(events.end()).isEmpty();
    assertThat(pool.taken()).isZero();

    events.read(Buffer.buffer("data: {\"choices\":[],\"a\":\"\ndata: "));
    events.read(Buffer.buffer("x".repeat(600_000) + "\n"));
    assertThat(events.read(Buffer.buffer("data: \"}\n\n")).length()).isZero();
    assertThat(events.end().orElseThrow()).isInstanceOf(StreamEnd.Broken.class);
  }
}
