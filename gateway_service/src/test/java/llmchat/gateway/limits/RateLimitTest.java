package llmchat.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import llmchat.server.config.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

  @ParameterizedTest
  @CsvSource({
    "5, 5, 60",
    "60/minute, 60, 60",
    "5 per second, 5, 1",
    "5/second, 5, 1",
    "5 / S, 5, 1",
    "7/sec, 7, 1",
    "7/min, 7, 60",
    "7/m, 7, 60",
    "2 per hour, 2, 3600",
    "2/hr, 2, 3600",
    "2/h, 2, 3600",
    "1000/day, 1000, 86400",
    "1000/d, 1000, 86400",
    "10/5minutes, 10, 300",
    "10/5 minutes, 10, 300",
    "10 per 5 minutes, 10, 300",
    "5per second, 5, 1",
  })
  void readsOneLimit(String text, int calls, int seconds) {
    assertThat(RateLimit.parse(text))
        .isEqualTo(Reading.good(List.of(new RateLimit(calls, Duration.ofSeconds(seconds)))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"100/hour;1000/day", "100/hour, 1000/day", " 100/hour |1000/day "})
  void readsSeveralLimits(String text) {
    assertThat(RateLimit.parse(text))
        .isEqualTo(
            Reading.good(
                List.of(
                    new RateLimit(100, Duration.ofHours(1)),
                    new RateLimit(1000, Duration.ofDays(1)))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "off", "OFF"})
  void readsNoLimit(String text) {
    assertThat(RateLimit.parse(text)).isEqualTo(Reading.good(List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "abc, is not a rate limit",
    "-1, is not a rate limit",
    "5.5/minute, is not a rate limit",
    "5/, is not a rate limit",
    "/minute, is not a rate limit",
    "5/minute;, is not a rate limit",
    "5;off, is not a rate limit",
    "5/fortnight, 'has a unit other than second, minute, hour, day'",
    "0/minute, must allow at least one call",
    "5/0minutes, is out of range",
    "5/999999days, is out of range",
    "5000000000, is out of range",
    "99999999999999999999/minute, is not a rate limit",
  })
  void refusesOtherTexts(String text, String problem) {
    assertThat(RateLimit.parse(text)).isEqualTo(Reading.bad(problem));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "60/minute",
        "5/second",
        "10/5minutes",
        "100/hour;1000/day",
        "3/90seconds",
        "1/2days",
        "off"
      })
  void writesTheTextThatItReads(String text) {
    Reading<String> written =
        RateLimit.parse(text).then(limits -> Reading.good(RateLimit.text(limits)));

    assertThat(written).isEqualTo(Reading.good(text));
  }

  @Test
  void countsSixtySecondsAsAMinute() {
    assertThat(new RateLimit(60, Duration.ofSeconds(60))).hasToString("60/minute");
  }
}
