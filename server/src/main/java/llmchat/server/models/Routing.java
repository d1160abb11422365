package llmchat.server.models;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import llmchat.server.config.Derived;
import llmchat.server.config.Settings;

/**
 * The inference service of each model. Immutable.
 *
 * @param inference model name to the base URL of its service ({@code http://host:8000}, without a
 *     trailing slash), in the order of the configuration; empty if calls stay in the process
 */
public record Routing(Map<String, URI> inference) {
  /** No other inference services. */
  public static final Routing NONE = new Routing(Map.of());

  /** Derived by a gateway; empty if its configuration is invalid. */
  public static final Derived<Optional<Routing>> CONFIGURED =
      new Derived<>("routing", Optional.of(NONE));

  public Routing {
    inference = Collections.unmodifiableMap(new LinkedHashMap<>(inference));
  }

  /** The routing of a process with these settings. */
  public static Routing of(Settings settings) {
    return settings.get(CONFIGURED).orElse(NONE);
  }

  /** Whether no model is routed to another service. */
  public boolean isEmpty() {
    return inference.isEmpty();
  }
}
