package llmchat.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import llmchat.server.config.Settings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientResolverTest {
  private final ClientResolver clients =
      new ClientResolver(
          Settings.of(
                  ProxySettings.SPEC, Map.of("TRUSTED_PROXIES", "10.0.0.0/8, 192.168.1.1,fd00::/8"))
              .get(ProxySettings.TRUSTED_PROXIES));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.1                                 | 192.0.2.1",
        "198.51.100.9, 192.0.2.1                   | 192.0.2.1",
        "192.0.2.1, 10.1.2.3                       | 192.0.2.1",
        "192.0.2.1,192.168.1.1,10.1.2.3            | 192.0.2.1",
        "192.0.2.1 ; 10.1.2.3                      | 192.0.2.1",
        "192.0.2.1, 10.1.2.3 ; 10.9.9.9            | 192.0.2.1",
        "198.51.100.9 ; 192.0.2.1                  | 192.0.2.1",
        "192.0.2.1:4711                            | 192.0.2.1",
        "2001:db8::1                               | 2001:db8::1",
        "[2001:db8::1]                             | 2001:db8::1",
        "[2001:db8::1]:4711, [fd00::1]:80          | 2001:db8::1",
        "::ffff:192.0.2.1, ::ffff:10.1.1.1         | 192.0.2.1",
        "10.5.5.5, 10.1.2.3                        | 10.5.5.5",
        "''                                        | 10.0.0.1",
        "unknown                                   | 10.0.0.1",
        "192.0.2.1, unknown, 10.1.2.3              | 10.1.2.3",
        "192.0.2.1, , 10.1.2.3                     | 10.1.2.3",
        "192.0.2.1,                                | 10.0.0.1",
        "192.0.2.1, 10.1                           | 10.0.0.1",
        "192.0.2.1, 167772161                      | 10.0.0.1",
        "192.0.2.1, 10.1.2.3:port                  | 10.0.0.1",
        "192.0.2.1, 10.1.2.3:                      | 10.0.0.1",
        "192.0.2.1, [10.1.2.3                      | 10.0.0.1",
        "192.0.2.1, [fd00::1]x                     | 10.0.0.1",
        "192.0.2.1, fd00::1%eth0                   | 10.0.0.1",
        "192.0.2.1, localhost                      | 10.0.0.1",
        "192.0.2.1, 999.1.1.1                      | 10.0.0.1"
      })
  void walksFromTheProxyToTheClient(String headers, String client) {
    InetAddress found =
        clients.client(InetAddress.ofLiteral("10.0.0.1"), List.of(headers.split(" ; ", -1)));

    assertThat(new Client(found, false, java.util.Optional.empty()).text()).isEqualTo(client);
  }
}
