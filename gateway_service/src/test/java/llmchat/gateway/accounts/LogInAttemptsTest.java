package llmchat.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import llmchat.gateway.accounts.LogInAttempts.Attempt;
import llmchat.gateway.accounts.LogInAttempts.Begun;
import llmchat.gateway.accounts.LogInAttempts.TooMany;
import org.junit.jupiter.api.Test;

class LogInAttemptsTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress THERE = InetAddress.ofLiteral("192.0.2.2");

  private final AtomicLong now = new AtomicLong(-5);
  private final LogInAttempts attempts = new LogInAttempts(now::get);

  @Test
  void refuseTheSixthFailureForANameUntilTheMinuteIsOver() {
    fail(5, "ann", HERE);
    now.addAndGet(Duration.ofSeconds(20).toNanos());

    assertThat(attempts.begin("ann", HERE))
        .isInstanceOfSatisfying(
            TooMany.class,
            refused -> assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(40)));
    assertThat(attempts.begin("bob", HERE)).isInstanceOf(Attempt.class);
    assertThat(attempts.begin("ann", THERE)).isInstanceOf(Attempt.class);
    now.addAndGet(Duration.ofSeconds(40).toNanos());
    assertThat(attempts.begin("ann", HERE)).isInstanceOf(Attempt.class);
  }

  @Test
  void refuseTheTwentyFirstFailureFromAnAddress() {
    for (String name : List.of("a", "b", "c", "d")) {
      fail(5, name, HERE);
    }

    assertThat(attempts.begin("e", HERE)).isInstanceOf(TooMany.class);
    assertThat(attempts.begin("e", THERE)).isInstanceOf(Attempt.class);
  }

  @Test
  void countHalfAnIpv6AddressForItsOwner() {
    for (String name : List.of("a", "b", "c", "d")) {
      fail(5, name, InetAddress.ofLiteral("2001:db8:1:2::" + name));
    }

    assertThat(attempts.begin("e", InetAddress.ofLiteral("2001:db8:1:2:ffff::1")))
        .isInstanceOf(TooMany.class);
    assertThat(attempts.begin("e", InetAddress.ofLiteral("2001:db8:1:3::1")))
        .isInstanceOf(Attempt.class);
  }

  @Test
  void forgetWhatWasMistypedBeforeTheRightPassword() {
    fail(4, "ann", HERE);
    attempt("ann", HERE).succeeded();

    fail(4, "ann", HERE);
    assertThat(attempts.begin("ann", HERE)).isInstanceOf(Attempt.class);
  }

  @Test
  void letNobodyGuessMoreOftenAtOneTime() {
    List<Attempt> running = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      running.add(attempt("ann", HERE));
    }

    assertThat(attempts.begin("ann", HERE))
        .isInstanceOfSatisfying(
            TooMany.class,
            refused -> assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
    running.forEach(Attempt::aborted);
    assertThat(attempts.begin("ann", HERE)).isInstanceOf(Attempt.class);
  }

  private void fail(int times, String name, InetAddress address) {
    for (int i = 0; i < times; i++) {
      attempt(name, address).failed();
    }
  }

  private Attempt attempt(String name, InetAddress address) {
    Begun begun = attempts.begin(name, address);
    assertThat(begun).isInstanceOf(Attempt.class);
    return (Attempt) begun;
  }
}
