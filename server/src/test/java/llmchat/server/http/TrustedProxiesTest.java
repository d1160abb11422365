package llmchat.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import llmchat.server.config.Reading;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.0/8              | 10.255.0.1    | true",
        "10.0.0.0/8              | 11.0.0.0      | false",
        "192.0.2.128/25          | 192.0.2.128   | true",
        "192.0.2.128/25          | 192.0.2.127   | false",
        "192.0.2.1               | 192.0.2.1     | true",
        "192.0.2.1               | 192.0.2.2     | false",
        "192.0.2.1,fd00::/8      | fd12::3       | true",
        "fd00::/8                | 10.0.0.1      | false",
        "2001:db8::/33           | 2001:db8:8000::1 | false",
        "2001:db8::/33           | 2001:db8:7fff::1 | true",
        "::ffff:10.0.0.1         | 10.0.0.1      | true",
        "0.0.0.0/0               | 203.0.113.9   | true",
        "0.0.0.0/0               | 2001:db8::1   | false",
        "::/0                    | 2001:db8::1   | true"
      })
  void containTheAddressesOfTheirNetworks(String text, String address, boolean contained) {
    assertThat(TrustedProxies.TYPE.read(text))
        .isInstanceOfSatisfying(
            Reading.Good.class,
            good ->
                assertThat(((TrustedProxies) good.value()).contains(InetAddress.ofLiteral(address)))
                    .isEqualTo(contained));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "proxy.example         | is not an IP address or network; names are not looked up",
        "10.0.0.0/8,proxy      | contains \"proxy\", which is not an IP address or network; names are not looked up",
        "10.0.0.0/33           | needs a prefix from /0 to /32",
        "10.0.0.0/             | needs a prefix from /0 to /32",
        "::1/129               | needs a prefix from /0 to /128",
        "10.1/8                | is not an IP address or network; names are not looked up",
        "10.0.0.1/8            | has bits set after its prefix; the network would be 10.0.0.0/8",
        "10.0.0.1,             | has an extra comma"
      })
  void areRefusedWithTheReason(String text, String problem) {
    assertThat(TrustedProxies.TYPE.read(text)).isEqualTo(Reading.bad(problem));
  }
}
