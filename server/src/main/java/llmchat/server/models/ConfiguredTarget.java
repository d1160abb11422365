package llmchat.server.models;

/**
 * A target in the configuration: a provider's model. Immutable.
 *
 * @param provider the name of the provider
 * @param model the provider's name for the model
 */
public record ConfiguredTarget(String provider, String model) {}
