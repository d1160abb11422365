package llmchat.server.models;

/**
 * One place where a model can be had.
 *
 * @param provider the name of a provider
 * @param model the name of the model there
 */
public record ConfiguredTarget(String provider, String model) {}
