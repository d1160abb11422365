package llmchat.server.models;

import java.net.URI;
import java.util.Optional;
import llmchat.llm.Secret;

/**
 * A provider in the configuration. Immutable.
 *
 * @param name the name that targets refer to
 * @param kind its protocol
 * @param baseUrl its base URL, such as {@code https://api.openai.com/v1}, without a trailing slash;
 *     {@code demo:…} for the demo
 * @param apiKey its key; empty for servers that need none
 * @param usageInStreams whether it supports a request for usage at the end of a stream
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

  /** The name of the provider that can be configured by settings alone. */
  static final String OPENAI_NAME = "openai";

  /** The name of the built-in provider, and of its model. */
  static final String DEMO_NAME = "demo";

  /** The built-in provider that needs no key. */
  public static final ConfiguredProvider DEMO =
      new ConfiguredProvider(
          DEMO_NAME, Kind.DEMO, URI.create("demo:built-in"), Optional.empty(), true);
}
