package llmchat.server.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import llmchat.server.config.Quoted;
import llmchat.server.config.Reading;
import llmchat.server.config.ValueType;
import llmchat.server.config.ValueTypes;

/** The proxies whose {@code X-Forwarded-*} headers are used. Immutable. */
public record TrustedProxies(List<Network> networks) {
  /** No proxy is trusted. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  static final ValueType<TrustedProxies> TYPE =
      new ValueType<>(
          "addresses or networks separated by commas, such as 10.0.0.0/8,fd00::/8",
          TrustedProxies::read);

  public TrustedProxies {
    networks = List.copyOf(networks);
  }

  /** Whether the address is that of a trusted proxy. */
  public boolean contains(InetAddress address) {
    for (Network network : networks) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }

  private static Reading<TrustedProxies> read(String text) {
    return ValueTypes.NAMES
        .read(text)
        .then(names -> {
          List<Network> networks = new ArrayList<>();
          for (String name : names) {
            switch (Network.read(name)) {
              case Reading.Good<Network>(Network network) -> networks.add(network);
              case Reading.Bad<Network>(String problem) -> {
                return Reading.bad(
                    names.size() == 1
                        ? problem
                        : "contains " + Quoted.text(name) + ", which " + problem);
              }
            }
          }
          return Reading.good(new TrustedProxies(networks));
        });
  }

  @Override
  public String toString() {
    return networks.stream().map(Network::toString).collect(Collectors.joining(","));
  }
}
