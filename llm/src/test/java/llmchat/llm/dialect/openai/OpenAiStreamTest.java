package llmchat.llm.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import llmchat.llm.BodyMemory;
import llmchat.llm.EventStream.StreamEnd;
import llmchat.llm.Failure;
import llmchat.llm.Holder;
import llmchat.llm.Usage;
import llmchat.llm.sse.StreamScanner;
import org.junit.jupiter.api.Test;

class OpenAiStreamTest {
  private static final String ONE =
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hé 😀\"},\"finish_reason\":null}]}\n\n";
  private static final String LAST =
      "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
  private static final String USAGE =
      "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2}}\n\n";
  private static final String DONE = "data: [DONE]\n\n";
  private static final int LARGE = 1 << 20;
  private static final BodyMemory MEMORY = new BodyMemory(LARGE);

  /** What a client gets of a stream that comes in these pieces. */
  private record Passed(String text, StreamEnd end) {}

  private static Passed pass(boolean keepUsage, boolean whole, byte[]... pieces) {
    StreamScanner events =
        new StreamScanner(new ChunkReader(keepUsage), LARGE, MEMORY.share(Holder.SERVICE));
    Buffer out = Buffer.buffer();
    for (byte[] piece : pieces) {
      out.appendBuffer(events.read(Buffer.buffer(piece)));
    }
    out.appendBuffer(events.finish(whole));
    return new Passed(out.toString(), events.end().orElseThrow());
  }

  private static Passed pass(String stream) {
    return pass(true, true, stream.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void passesAChunkInPlainFormAsTheSameObject() {
    StreamScanner events =
        new StreamScanner(new ChunkReader(true), LARGE, MEMORY.share(Holder.SERVICE));
    Buffer chunk = Buffer.buffer(ONE + ONE);
    assertThat(events.read(chunk)).isSameAs(chunk);
  }

  @Test
  void readsWhatLooksLikeAnEarlierChunkAsIfItWereTheFirst() {
    String[] texts = {
      "word",
      "",
      "\\n",
      "\\u00e9 \\\"",
      "é😀",
      "a\"},\"finish_reason\":\"stop\"",
      "\\",
      "\\x",
      "\n",
      "\t",
      "\"",
      "\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"",
      "\"}}],\"error\":{\"a\":\"",
      "\ud800"
    };
    for (String text : texts) {
      String chunk = ONE.replace("Hé 😀", text);
      byte[] bytes = chunk.getBytes(StandardCharsets.UTF_8);
      if (text.equals("\ud800")) {
        bytes = withBrokenUtf8();
      }
      assertThat(passAfter(ONE.getBytes(StandardCharsets.UTF_8), bytes))
          .as(text)
          .isEqualTo(passAfter(UNLIKE, bytes));
    }
  }

  @Test
  void readsAChunkWithOneByteChangedAsIfItWereTheFirst() {
    byte[] one = ONE.getBytes(StandardCharsets.UTF_8);
    for (int place = 0; place < one.length; place++) {
      for (char replaced : "\"\\{}[]:,x0 \n\r\0".toCharArray()) {
        byte[] changed = one.clone();
        changed[place] = (byte) replaced;
        assertThat(passAfter(one, changed))
            .as("%s at %s", replaced, place)
            .isEqualTo(passAfter(UNLIKE, changed));
      }
    }
  }

  @Test
  void countsRepeatedChunksLikeAllOthers() {
    StreamScanner events =
        new StreamScanner(new ChunkReader(true), LARGE, MEMORY.share(Holder.SERVICE));
    for (int i = 0; i < 5; i++) {
      events.read(Buffer.buffer(ONE.replace("Hé 😀", "word " + i)));
    }
    assertThat(events.usage()).isEqualTo(Usage.counted(5));
  }

  @Test
  void learnsNothingFromTwoEventsInOneChunk() {
    StreamScanner events =
        new StreamScanner(new ChunkReader(true), LARGE, MEMORY.share(Holder.SERVICE));
    Buffer both = Buffer.buffer(USAGE + ONE);
    events.read(both);
    events.read(Buffer.buffer(USAGE.replace("2}", "7}") + ONE));
    assertThat(events.usage()).isEqualTo(Usage.reported(9, 7));
  }

  private static final byte[] UNLIKE =
      "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n".getBytes(StandardCharsets.UTF_8);

  private static byte[] withBrokenUtf8() {
    byte[] bytes = ONE.getBytes(StandardCharsets.UTF_8);
    bytes[ONE.indexOf('H') + 1] = (byte) 0xff;
    return bytes;
  }

  /** What becomes of a chunk, and how the stream stands then, when another one came before it. */
  private static String passAfter(byte[] before, byte[] chunk) {
    StreamScanner events =
        new StreamScanner(new ChunkReader(true), LARGE, MEMORY.share(Holder.SERVICE));
    events.read(Buffer.buffer(before));
    Buffer passed = events.read(Buffer.buffer(chunk));
    Buffer rest = events.read(Buffer.buffer(LAST + DONE));
    return passed + "|" + rest + "|" + events.end();
  }

  @Test
  void passesEveryByteOfAPlainStreamAndReportsUsage() {
    Passed passed = pass(ONE + ONE + LAST + USAGE + DONE);
    assertThat(passed.text).isEqualTo(ONE + ONE + LAST + USAGE);
    assertThat(passed.end).isEqualTo(new StreamEnd.Finished(Usage.reported(9, 2)));
  }

  @Test
  void givesTheSameWhereverTheBytesAreCut() {
    String odd =
        ": hello\r\n\r\nevent: message\r\nid: 7\r\ndata:{\"choices\":[{\"delta\":{\"content\":\"é😀\"}}],"
            + " \"error\": null}\r\n\r\n"
            + "data: {\"choices\":\ndata: [{\"delta\":{}}]}\n\n"
            + ONE
            + "data: {\"error\":null,\"choices\":[{}]}\r\r"
            + LAST
            + ":ping\n\n"
            + USAGE
            + DONE
            + "data: {\"late\":true}\n\n";
    byte[] bytes = odd.getBytes(StandardCharsets.UTF_8);
    Passed expected = pass(false, true, bytes);
    assertThat(expected.text)
        .isEqualTo(
            "data: {\"choices\":[{\"delta\":{\"content\":\"é😀\"}}] }\n\n".replace("] }", "]}")
                + "data: {\"choices\": [{\"delta\":{}}]}\n\n"
                + ONE
                + "data: {\"choices\":[{}]}\n\n"
                + LAST);
    assertThat(expected.end).isEqualTo(new StreamEnd.Finished(Usage.reported(9, 2)));

    for (int cut = 1; cut < bytes.length; cut++) {
      assertThat(pass(false, true, part(bytes, 0, cut), part(bytes, cut, bytes.length)))
          .as("cut at %s", cut)
          .isEqualTo(expected);
    }
    Random random = new Random(7);
    for (int run = 0; run < 500; run++) {
      byte[][] pieces = new byte[1 + random.nextInt(12)][];
      int at = 0;
      for (int i = 0; i < pieces.length; i++) {
        int to = i + 1 == pieces.length ? bytes.length : at + random.nextInt(bytes.length - at + 1);
        pieces[i] = part(bytes, at, to);
        at = to;
      }
      assertThat(pass(false, true, pieces)).isEqualTo(expected);
    }
  }

  @Test
  void takesOutTheUsageChunkUnlessTheClientAskedForIt() {
    byte[] stream = (ONE + LAST + USAGE + DONE).getBytes(StandardCharsets.UTF_8);
    assertThat(pass(false, true, stream).text).isEqualTo(ONE + LAST);
    assertThat(pass(true, true, stream).text).isEqualTo(ONE + LAST + USAGE);
  }

  @Test
  void keepsAChunkWithoutChoicesThatCarriesNoUsage() {
    String azure = "data: {\"choices\":[],\"prompt_filter_results\":[],\"usage\":null}\n\n";
    assertThat(pass(false, true, (azure + LAST + DONE).getBytes(StandardCharsets.UTF_8)).text)
        .isEqualTo(azure + LAST);
  }

  @Test
  void completesAStreamThatFinishedButForgotToSaySo() {
    assertThat(pass(ONE + LAST).end).isEqualTo(new StreamEnd.Finished(Usage.counted(2)));
  }

  @Test
  void takesAnEventWhoseBlankLineIsMissing() {
    Passed passed = pass(ONE + LAST.stripTrailing());
    assertThat(passed.text).isEqualTo(ONE + LAST);
    assertThat(passed.end).isInstanceOf(StreamEnd.Finished.class);
  }

  @Test
  void neverInventsAnEnd() {
    assertBroken(pass(ONE), ONE, "before the answer was complete");
    assertBroken(
        pass(true, false, (ONE + LAST).getBytes(StandardCharsets.UTF_8)),
        ONE + LAST,
        "before the answer was complete");
  }

  @Test
  void endsWithTheProvidersErrorWord() {
    Passed passed = pass(ONE + "data: {\"error\":{\"message\":\"boom\"}}\n\n" + ONE);
    assertThat(passed.text).isEqualTo(ONE);
    assertThat(passed.end)
        .isInstanceOfSatisfying(
            StreamEnd.Broken.class,
            broken ->
                assertThat(broken.providersError().orElseThrow())
                    .hasToString("{\"error\":{\"message\":\"boom\"}}"));
  }

  @Test
  void neverPassesWhatIsNotJson() {
    assertBroken(pass(ONE + "data: {\"choices\":\n\n" + ONE), ONE, "not JSON");
    assertBroken(pass(ONE + "data: \n\n"), ONE, "not JSON");
  }

  @Test
  void countsAnEmptyFinishReasonAsNone() {
    assertBroken(
        pass("data: {\"choices\":[{\"finish_reason\":\"\"}]}\n\n"),
        "data: {\"choices\":[{\"finish_reason\":\"\"}]}\n\n",
        "complete");
  }

  private static void assertBroken(Passed passed, String text, String problem) {
    assertThat(passed.text).isEqualTo(text);
    assertThat(passed.end)
        .isInstanceOfSatisfying(
            StreamEnd.Broken.class,
            broken ->
                assertThat(broken.failure())
                    .isInstanceOfSatisfying(
                        Failure.UpstreamBroken.class,
                        failure -> assertThat(failure.problem()).contains(problem)));
  }

  private static byte[] part(byte[] bytes, int from, int to) {
    return java.util.Arrays.copyOfRange(bytes, from, to);
  }
}
