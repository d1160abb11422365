package llmchat.llm;

import static llmchat.llm.Pool.Taken.SHARE_USED;
import static llmchat.llm.Pool.Taken.USED_UP;
import static llmchat.llm.Pool.Taken.YES;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoolTest {
  private static final Holder ONE = user("one", 1);
  private static final Holder OTHER = user("other", 2);

  private final Pool pool = pool(1000, 1, 0);

  @Test
  void givesOneHolderNoMoreThanItLeavesFree() {
    assertThat(pool.take(ONE, 500)).isEqualTo(YES);

    assertThat(pool.take(ONE, 1)).isEqualTo(SHARE_USED);
    assertThat(pool.taken()).isEqualTo(500);
  }

  @Test
  void leavesSomethingForOthersHoweverManyUsersCallFromOneAddress() {
    IntStream.range(0, 50).forEach(i -> takeAll(user("greedy-" + i, 1)));

    assertThat(pool.taken()).isEqualTo(800);
    assertThat(pool.take(OTHER, 100)).isEqualTo(YES);
  }

  private void takeAll(Holder holder) {
    while (pool.take(holder, 1) == YES) {}
  }

  @Test
  void givesAServiceOfOursAllThereIs() {
    assertThat(pool.take(Holder.SERVICE, 1000)).isEqualTo(YES);

    assertThat(pool.take(ONE, 1)).isEqualTo(USED_UP);
  }

  @Test
  void givesTheOnlyHolderItsLargestBody() {
    Pool small = pool(1000, 1, 900);

    assertThat(small.take(ONE, 900)).isEqualTo(YES);
    assertThat(small.take(ONE, 1)).isEqualTo(SHARE_USED);
    assertThat(small.take(OTHER, 60)).isEqualTo(SHARE_USED);
    assertThat(small.take(OTHER, 50)).isEqualTo(YES);
  }

  @Test
  void takesBackWhatWasGiven() {
    pool.take(ONE, 300);
    pool.take(ONE, 200);
    pool.giveBack(ONE, 300);
    pool.giveBack(ONE, 200);

    assertThat(pool.taken()).isZero();
    assertThat(pool.take(ONE, 500)).isEqualTo(YES);
  }

  @Test
  void countsWhatItRefused() {
    pool.take(ONE, 501);
    pool.take(ONE, 1001);

    assertThat(pool.sharesUsed()).isEqualTo(1);
    assertThat(pool.usedUp()).isEqualTo(1);
  }

  @Test
  void saysWhoseFaultARefusalIs() {
    assertThat(Problem.of(pool.refusal(SHARE_USED)))
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(429))
        .satisfies(problem -> assertThat(problem.headers()).containsKey("retry-after"));
    assertThat(Problem.of(pool.refusal(USED_UP)))
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(503))
        .satisfies(problem -> assertThat(problem.headers()).containsKey("retry-after"));
  }

  @Test
  void takesASubscribersAddressesOfIpv6ForOne() throws Exception {
    assertThat(Holder.address(InetAddress.getByName("2001:db8::1")))
        .isEqualTo(Holder.address(InetAddress.getByName("2001:db8:0:0:ffff::2")))
        .isNotEqualTo(Holder.address(InetAddress.getByName("2001:db8:0:1::1")));
    assertThat(Holder.address(InetAddress.getByName("192.0.2.1")))
        .isNotEqualTo(Holder.address(InetAddress.getByName("192.0.2.2")));
  }

  private static Holder user(String id, long address) {
    return new Holder.User(id, new Holder.Address(false, address));
  }

  private static Pool pool(long most, double share, long alone) {
    return new Pool(
        new Pool.Terms("places", "places for tests", most, "fixed", share, alone, "at once"));
  }
}
