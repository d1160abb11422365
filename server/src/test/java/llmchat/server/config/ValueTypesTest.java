package llmchat.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import llmchat.llm.Secret;
import llmchat.server.observe.LogFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTest {

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S, 500ms",
    "2s, PT2S, 2s",
    "5m, PT5M, 5m",
    "90 s, PT1M30S, 90s",
    "600s, PT10M, 10m",
    "1h, PT1H, 1h",
    "7D, PT168H, 7d",
    "36h, PT36H, 36h",
  })
  void readsTimes(String text, Duration time, String shown) {
    assertThat(ValueTypes.TIME_ABOVE_ZERO.read(text)).isEqualTo(Reading.good(time));
    assertThat(ValueTypes.shown(time)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "30, lacks a unit",
    "0s, must be greater than zero",
    "-2s, is not a time",
    "1.5s, is not a time",
    "1y, is not a time",
    "soon, is not a time",
    "367d, is more than 366 days",
    "999999999999d, is more than 366 days",
    "9999999999999999s, is not a time",
  })
  void refusesOtherTimes(String text, String problem) {
    assertThat(ValueTypes.TIME_ABOVE_ZERO.read(text)).isEqualTo(Reading.bad(problem));
  }

  @ParameterizedTest
  @CsvSource({
    "32MB, 33554432, 32MB",
    "32 mib, 33554432, 32MB",
    "64k, 65536, 64KB",
    "1GB, 1073741824, 1GB",
    "2048, 2048, 2KB",
    "1500b, 1500, 1500",
  })
  void readsSizes(String text, long bytes, String shown) {
    assertThat(ValueTypes.SIZE.read(text)).isEqualTo(Reading.good(bytes));
    assertThat(ValueTypes.shownSize(bytes)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "0, is out of range",
    "2GB, is out of range",
    "999999999999999GB, is out of range",
    "1.5MB, is not a size",
    "big, is not a size",
    "32TB, is not a size",
  })
  void refusesOtherSizes(String text, String problem) {
    assertThat(ValueTypes.SIZE.read(text)).isEqualTo(Reading.bad(problem));
  }

  @ParameterizedTest
  @CsvSource({
    "on,true",
    "TRUE,true",
    "yes,true",
    "1,true",
    "off,false",
    "False,false",
    "no,false",
    "0,false"
  })
  void readsSwitches(String text, boolean on) {
    assertThat(ValueTypes.FLAG.read(text)).isEqualTo(Reading.good(on));
  }

  @Test
  void refusesHalfSwitches() {
    assertThat(ValueTypes.FLAG.read("maybe")).isEqualTo(Reading.bad("is neither on nor off"));
  }

  @Test
  void readsChoicesInAnyCase() {
    ValueType<LogFormat> type = ValueTypes.choice(LogFormat.class);

    assertThat(type.read("JSON")).isEqualTo(Reading.good(LogFormat.JSON));
    assertThat(type.read("xml")).isEqualTo(Reading.bad("is not one of text, json"));
    assertThat(type.form()).isEqualTo("text or json");
  }

  @ParameterizedTest
  @CsvSource({
    "80x1, is not a whole number",
    "65536, is not from 0 to 65535",
    "99999999999999, is not a whole number",
    "-1, is not a whole number",
  })
  void refusesWhatIsNoPort(String text, String problem) {
    assertThat(ValueTypes.PORT.read(text)).isEqualTo(Reading.bad(problem));
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.openai.com/v1, https://api.openai.com/v1",
    "https://api.openai.com/v1///, https://api.openai.com/v1",
    "http://localhost:11434/v1/, http://localhost:11434/v1",
    "HTTP://host, HTTP://host",
    "http://[::1]:8000, http://[::1]:8000",
  })
  void readsUrlsWithoutTheirClosingSlash(String text, URI url) {
    assertThat(HttpUrls.TYPE.read(text)).isEqualTo(Reading.good(url));
  }

  @ParameterizedTest
  @CsvSource({
    "api.openai.com, does not begin with http:// or https://",
    "ftp://host/, does not begin with http:// or https://",
    "file:///etc/passwd, does not begin with http:// or https://",
    "https://me:secret@host/v1, has a user or password in it",
    "https:///v1, has no host",
    "http:, is not a URL",
    "http://my_host:8000, 'has an underscore in its host, which host names cannot have'",
    "https://host/v1?key=1, has a ? or # part",
    "https://host/v1#top, has a ? or # part",
    "https://host:70000/, has a port above 65535",
    "https://ho st/, is not a URL",
  })
  void refusesOtherUrls(String text, String problem) {
    assertThat(HttpUrls.TYPE.read(text)).isEqualTo(Reading.bad(problem));
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0",
    "localhost, localhost",
    "redis.cache.svc, redis.cache.svc",
    "::, ::",
    "[::1], ::1",
    "fe80::1%eth0, fe80::1%eth0",
    "a-1, a-1"
  })
  void readsHosts(String text, String host) {
    assertThat(Hosts.TYPE.read(text)).isEqualTo(Reading.good(host));
  }

  @ParameterizedTest
  @CsvSource({
    "http://host, 'is a URL or a path, not a host'",
    "host:8000, has a port in it",
    "my_host, 'has an underscore, which host names cannot have'",
    "300.1.1.1, is not a host name or address",
    "127.0.0, is not a host name or address",
    "-a, is not a host name or address",
    "a b, is not a host name or address",
    "a..b, is not a host name or address",
  })
  void refusesOtherHosts(String text, String problem) {
    assertThat(Hosts.TYPE.read(text)).isEqualTo(Reading.bad(problem));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.8.8.8", "::1", "a.localhost"})
  void knowsTheLoopback(String host) {
    assertThat(Hosts.isLoopback(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.1", "127.example.com", "localhost.example.com"})
  void doesNotTakeOthersForTheLoopback(String host) {
    assertThat(Hosts.isLoopback(host)).isFalse();
  }

  @Test
  void readsModelNames() {
    assertThat(ValueTypes.NAMES.read("a, b")).isEqualTo(Reading.good(List.of("a", "b")));
    assertThat(ValueTypes.NAMES.read("a,,b")).isEqualTo(Reading.bad("has an extra comma"));
    assertThat(ValueTypes.NAMES.read("a,a")).isEqualTo(Reading.bad("lists the same name twice"));
  }

  @Test
  void refusesTokensThatNoHeaderCanCarry() {
    assertThat(ValueTypes.TOKEN.read("abc")).isEqualTo(Reading.good(new Secret("abc")));
    assertThat(ValueTypes.TOKEN.read("abc\n")).isInstanceOf(Reading.Bad.class);
    assertThat(ValueTypes.TOKEN.read("a b")).isInstanceOf(Reading.Bad.class);
    assertThat(ValueTypes.TOKEN.read("clé")).isInstanceOf(Reading.Bad.class);
  }

  @Test
  void refusesADefaultThatItsOwnTypeRefuses() {
    Setting<Integer> port = Setting.port("ANY_PORT", Group.GATEWAY, "Any");

    assertThatThrownBy(() -> port.withDefault("high")).isInstanceOf(IllegalArgumentException.class);
  }
}
