package llmchat.product;

/** The services as which the product is run. */
public enum Form {
  /** Gateway and inference side together, on SQLite, without a hop between them. */
  ONE_PROCESS("one process", false, 1),
  /** A gateway on SQLite that calls an inference service over HTTP. */
  SPLIT("split", true, 1),
  /** Two gateways that share PostgreSQL and Redis, and an inference service. */
  TWO_GATEWAYS("two gateways", true, 2),
  /** A gateway on SQLite; the test says where its inference services are. */
  GATEWAY_ALONE("gateway", false, 1),
  /** An inference service that the test calls itself. */
  INFERENCE_ALONE("inference service", true, 0);

  private final String words;
  private final boolean hasInferenceService;
  private final int gateways;

  Form(String words, boolean hasInferenceService, int gateways) {
    this.words = words;
    this.hasInferenceService = hasInferenceService;
    this.gateways = gateways;
  }

  /** Whether there is an inference service apart from the gateways. */
  boolean hasInferenceService() {
    return hasInferenceService;
  }

  /** How many gateways there are. */
  int gateways() {
    return gateways;
  }

  @Override
  public String toString() {
    return words;
  }
}
