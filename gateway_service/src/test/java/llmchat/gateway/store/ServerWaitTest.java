package llmchat.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerWaitTest {
  private static final DatabaseAddress.Postgres ADDRESS =
      new DatabaseAddress.Postgres("postgres:5432", "db", "me", Optional.empty(), Map.of());

  private final ManualTime time = new ManualTime();
  private final List<Duration> pauses = new ArrayList<>();
  private final Deque<SQLException> failures = new ArrayDeque<>();

  @ParameterizedTest
  @ValueSource(strings = {"08001", "08006", "57P03"})
  void triesAgainUntilTheServerAnswers(String notYet) {
    for (int tries = 0; tries < 3; tries++) {
      failures.add(failure(notYet));
    }
    waiting(Duration.ofSeconds(60));
    assertThat(failures).isEmpty();
    assertThat(pauses).extracting(Duration::toMillis).containsExactly(100L, 200L, 400L);
  }

  @Test
  void pausesTwoSecondsAtMostAndGivesUpWhenTheTimeIsOver() {
    for (int tries = 0; tries < 50; tries++) {
      failures.add(failure("08001"));
    }
    assertThatThrownBy(() -> waiting(Duration.ofSeconds(10)))
        .isInstanceOf(StoreOpenException.class)
        .hasMessage("No connection to postgresql://me@postgres:5432/db: no (DATABASE_URL)");
    assertThat(pauses)
        .extracting(Duration::toMillis)
        .containsExactly(100L, 200L, 400L, 800L, 1600L, 2000L, 2000L, 2000L, 900L);
  }

  /** A wrong password, a missing database, no password where one is asked for. */
  @ParameterizedTest
  @ValueSource(strings = {"28P01", "3D000", "08004"})
  void doesNotWaitWhenTheServerRefuses(String refusal) {
    failures.add(failure(refusal));
    assertThatThrownBy(() -> waiting(Duration.ofSeconds(60)))
        .isInstanceOf(StoreOpenException.class);
    assertThat(pauses).isEmpty();
  }

  @Test
  void doesNotWaitWhereNoTimeIsGiven() {
    failures.add(failure("08001"));
    assertThatThrownBy(() -> waiting(Duration.ZERO)).isInstanceOf(StoreOpenException.class);
    assertThat(pauses).isEmpty();
  }

  private void waiting(Duration patience) {
    ServerWait.Pause pause =
        length -> {
          pauses.add(length);
          time.advance(length);
        };
    new ServerWait(ADDRESS, patience, time::nanos, pause)
        .untilConnected(() -> {
          SQLException failure = failures.poll();
          if (failure != null) {
            throw failure;
          }
        });
  }

  private static SQLException failure(String state) {
    return new SQLException("no", state);
  }
}
