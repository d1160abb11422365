package llmchat.server.models;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import llmchat.server.config.Derived;
import llmchat.server.config.Settings;

/**
 * Which inference service answers for which model.
 *
 * @param inference model name to the base address of its service ({@code http://host:8000}, no
 *     closing slash), in the order of the configuration; empty where calls stay in the process
 */
public record Routing(Map<String, URI> inference) {
  /** No inference service elsewhere. */
  public static final Routing NONE = new Routing(Map.of());

  /** Derived by a gateway; empty where what is configured could not be read. */
  public static final Derived<Optional<Routing>> CONFIGURED =
      new Derived<>("routing", Optional.of(NONE));

  public Routing {
    inference = Collections.unmodifiableMap(new LinkedHashMap<>(inference));
  }

  /** The inference services elsewhere, of a process with these settings. */
  public static Routing of(Settings settings) {
    return settings.get(CONFIGURED).orElse(NONE);
  }

  /** Whether no model is routed to a service elsewhere. */
  public boolean isEmpty() {
    return inference.isEmpty();
  }
}
