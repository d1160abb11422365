package llmchat.server.http;

import java.util.ArrayList;
import java.util.List;
import llmchat.server.config.Hosts;
import llmchat.server.config.Quoted;
import llmchat.server.config.Reading;
import llmchat.server.config.Settings;
import llmchat.server.config.ValueType;
import llmchat.server.config.ValueTypes;

/** Host names to answer for over loopback, besides {@code localhost} and IP addresses. */
public record AllowedHosts(List<String> names) {
  /** No further host names. */
  public static final AllowedHosts NONE = new AllowedHosts(List.of());

  static final ValueType<AllowedHosts> TYPE =
      new ValueType<>("host names separated by commas, such as chat.home", AllowedHosts::read);

  public AllowedHosts {
    names = names.stream().map(name -> HostName.of(name).text()).toList();
  }

  /** Those of {@code ALLOWED_HOSTS}, and the host that the service listens on. */
  public static AllowedHosts of(Settings settings, String listensOn) {
    List<String> names = new ArrayList<>();
    settings.find(ServerSettings.ALLOWED_HOSTS).ifPresent(set -> names.addAll(set.names));
    names.add(listensOn);
    return new AllowedHosts(names);
  }

  boolean contain(HostName host) {
    return names.contains(host.text());
  }

  private static Reading<AllowedHosts> read(String text) {
    return ValueTypes.NAMES
        .read(text)
        .then(names -> {
          for (String name : names) {
            if (Hosts.TYPE.read(name) instanceof Reading.Bad<String>(String problem)) {
              return Reading.bad("contains " + Quoted.text(name) + ", which " + problem);
            }
          }
          return Reading.good(new AllowedHosts(names));
        });
  }

  @Override
  public String toString() {
    return String.join(",", names);
  }
}
