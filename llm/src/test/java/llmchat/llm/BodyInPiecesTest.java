package llmchat.llm;

import static llmchat.llm.BodyInPieces.Taken.NO_ROOM;
import static llmchat.llm.BodyInPieces.Taken.TOO_LARGE;
import static llmchat.llm.BodyInPieces.Taken.YES;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class BodyInPiecesTest {
  private static final int LARGEST = 1 << 20;

  private final Pool pool =
      new Pool(new Pool.Terms("bodies", "memory", LARGEST, "fixed", 1, LARGEST, "at its end"));
  private final BodyMemory memory = new BodyMemory(pool);

  @Test
  void keepsABodyThatComesInOnePieceAsItIs() {
    Buffer piece = Buffer.buffer("all of it");
    BodyInPieces body = body(0);

    assertThat(body.add(piece)).isEqualTo(YES);
    assertThat(body.bytes()).isSameAs(piece);
  }

  @Test
  void joinsPiecesInTheirOrder() {
    BodyInPieces body = body(0);
    StringBuilder sent = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      sent.append(i).append(' ');
      assertThat(body.add(Buffer.buffer(i + " "))).isEqualTo(YES);
    }
    assertThat(body.bytes()).hasToString(sent.toString());
  }

  @Test
  void takesTheLargestBodyAndNoByteMore() {
    BodyInPieces body = body(0);

    assertThat(body.add(zeros(1))).isEqualTo(YES);
    assertThat(body.add(zeros(LARGEST - 1))).isEqualTo(YES);
    assertThat(body.add(zeros(1))).isEqualTo(TOO_LARGE);
  }

  @Test
  void makesRoomForWhatIsExpectedAtOnce() {
    BodyInPieces body = body(LARGEST / 2);
    body.add(zeros(1));

    assertThat(pool.taken()).isEqualTo(LARGEST / 2 - BodyMemory.FREE);
    assertThat(body.bytes().length()).isOne();
  }

  @Test
  void refusesWhatAllBodiesTogetherHaveNoRoomFor() {
    body(0).add(zeros(LARGEST / 2));
    BodyInPieces second = body(0);

    assertThat(second.add(zeros(LARGEST / 4))).isEqualTo(YES);
    assertThat(second.add(zeros(LARGEST / 2))).isEqualTo(NO_ROOM);
  }

  private BodyInPieces body(int expected) {
    return new BodyInPieces(LARGEST, expected, memory.share(Holder.SERVICE));
  }

  private static Buffer zeros(int length) {
    return Buffer.buffer(new byte[length]);
  }
}
