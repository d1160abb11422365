package llmchat.llm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyMemoryTest {
  private static final int FREE = BodyMemory.FREE;

  private final BodyMemory memory = new BodyMemory(1000);

  @Test
  void givesRoomUntilAllOfItIsTaken() {
    assertThat(memory.share().grow(FREE + 600)).isTrue();

    assertThat(memory.share().grow(FREE + 401)).isFalse();
    assertThat(memory.share().grow(FREE + 400)).isTrue();
  }

  @Test
  void doesNotCountTheBeginningOfABody() {
    assertThat(memory.share().grow(FREE + 1000)).isTrue();

    assertThat(memory.share().grow(FREE)).isTrue();
    assertThat(memory.taken()).isEqualTo(1000);
  }

  @Test
  void countsABodyThatGrowsOnce() {
    BodyMemory.Share share = memory.share();
    for (int length = 1; length <= FREE + 1000; length++) {
      assertThat(share.grow(length)).isTrue();
    }
    assertThat(share.grow(FREE + 1001)).isFalse();
    assertThat(memory.taken()).isEqualTo(1000);
  }

  @Test
  void takesBackWhatABodyHeldOnce() {
    BodyMemory.Share share = memory.share();
    share.grow(FREE + 1000);
    share.release();
    share.release();

    assertThat(memory.taken()).isZero();
  }

  @Test
  void takesNothingMoreForABodyThatNobodyWaitsFor() {
    BodyMemory.Share share = memory.share();
    share.grow(FREE + 600);
    share.close();

    assertThat(share.grow(FREE + 600)).isFalse();
    assertThat(share.grow(FREE)).isTrue();
    assertThat(memory.taken()).isZero();
  }

  @Test
  void hasRoomForTheLargestBodyWhateverTheHeap() {
    long largest = Runtime.getRuntime().maxMemory();

    assertThat(BodyMemory.ofHeap(largest).share().grow(largest)).isTrue();
  }
}
