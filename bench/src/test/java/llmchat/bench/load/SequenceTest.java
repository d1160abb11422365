package llmchat.bench.load;

import static llmchat.bench.load.Sequence.Place.AGAIN;
import static llmchat.bench.load.Sequence.Place.AHEAD;
import static llmchat.bench.load.Sequence.Place.BEHIND;
import static llmchat.bench.load.Sequence.Place.NEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SequenceTest {
  private final Sequence sequence = new Sequence(6);

  @Test
  void allInOrderMissesNothing() {
    assertThat(came(1, 2, 3, 4, 5, 6)).containsOnly(NEXT);
    sequence.ended();
    assertThat(sequence.missing()).isZero();
  }

  @Test
  void aHoleIsMissing() {
    assertThat(came(1, 4, 5)).containsExactly(NEXT, AHEAD, NEXT);
    assertThat(sequence.missing()).isEqualTo(2);
  }

  @Test
  void aHoleThatIsFilledLaterIsOutOfOrderAndNotMissing() {
    assertThat(came(1, 3, 2, 4)).containsExactly(NEXT, AHEAD, BEHIND, NEXT);
    assertThat(sequence.missing()).isZero();
  }

  @Test
  void whatComesTwiceIsToldApart() {
    assertThat(came(1, 1, 3, 2, 2, 99)).containsExactly(NEXT, AGAIN, AHEAD, BEHIND, AGAIN, AGAIN);
  }

  @Test
  void theTailIsMissingOnceTheStreamEnded() {
    came(1, 2, 3, 4);
    assertThat(sequence.missing()).isZero();
    sequence.ended();
    assertThat(sequence.missing()).isEqualTo(2);
  }

  private List<Sequence.Place> came(int... numbers) {
    return IntStream.of(numbers).mapToObj(sequence::came).toList();
  }
}
