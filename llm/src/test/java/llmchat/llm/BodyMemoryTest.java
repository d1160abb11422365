package llmchat.llm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyMemoryTest {
  private static final int FREE = BodyMemory.FREE;

  private final Pool pool =
      new Pool(new Pool.Terms("bodies", "memory", 1000, "fixed", 1, 1000, "at its end"));
  private final BodyMemory memory = new BodyMemory(pool);

  @Test
  void givesRoomUntilAllOfItIsTaken() {
    assertThat(memory.share(Holder.SERVICE).grow(FREE + 600)).isTrue();

    assertThat(memory.share(Holder.SERVICE).grow(FREE + 401)).isFalse();
    assertThat(memory.share(Holder.SERVICE).grow(FREE + 400)).isTrue();
  }

  @Test
  void doesNotCountTheBeginningOfABody() {
    assertThat(memory.share(Holder.SERVICE).grow(FREE + 1000)).isTrue();

    assertThat(memory.share(Holder.SERVICE).grow(FREE)).isTrue();
    assertThat(pool.taken()).isEqualTo(1000);
  }

  @Test
  void countsABodyThatGrowsOnce() {
    BodyMemory.Share share = memory.share(Holder.SERVICE);
    for (int length = 1; length <= FREE + 1000; length++) {
      assertThat(share.grow(length)).isTrue();
    }
    assertThat(share.grow(FREE + 1001)).isFalse();
    assertThat(pool.taken()).isEqualTo(1000);
  }

  @Test
  void takesBackWhatABodyHeldOnce() {
    BodyMemory.Share share = memory.share(Holder.SERVICE);
    share.grow(FREE + 1000);
    share.release();
    share.release();

    assertThat(pool.taken()).isZero();
  }

  @Test
  void takesNothingMoreForABodyThatNobodyWaitsFor() {
    BodyMemory.Share share = memory.share(Holder.SERVICE);
    share.grow(FREE + 600);
    share.close();

    assertThat(share.grow(FREE + 600)).isFalse();
    assertThat(share.grow(FREE)).isTrue();
    assertThat(pool.taken()).isZero();
  }
}
