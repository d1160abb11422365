package llmchat.server.models;

import java.net.URI;
import java.util.Optional;
import llmchat.llm.Secret;

/**
 * A provider as the operator configured it.
 *
 * @param name the name that targets use
 * @param kind which protocol it speaks
 * @param baseUrl where its paths begin, such as {@code https://api.openai.com/v1}, without a
 *     closing slash; {@code demo:} for the demo
 * @param apiKey absent for servers that need none
 * @param usageInStreams whether it may be asked to report usage at the end of a stream
 */
public record ConfiguredProvider(
    String name, Kind kind, URI baseUrl, Optional<Secret> apiKey, boolean usageInStreams) {

  /** The protocols. */
  public enum Kind {
    /** Anything that speaks OpenAI's API. */
    OPENAI,
    /** The built-in demo model. */
    DEMO
  }

  /** The name of the provider that settings alone can describe. */
  static final String OPENAI_NAME = "openai";

  /** The name of the built-in provider, and of its model. */
  static final String DEMO_NAME = "demo";

  /** The built-in provider that needs no key. */
  public static final ConfiguredProvider DEMO =
      new ConfiguredProvider(
          DEMO_NAME, Kind.DEMO, URI.create("demo:built-in"), Optional.empty(), true);
}
