package llmchat.llm;

/**
 * Names a target in logs, records and metrics.
 *
 * @param provider the provider's name in the configuration
 * @param model the provider's name for the model
 */
public record TargetName(String provider, String model) {
  @Override
  public String toString() {
    return provider + "/" + model;
  }
}
