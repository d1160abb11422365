package llmchat.server.config;

/** The role of a process: gateway, inference service, or both. */
public enum ServiceRole {
  /** Both services in one process. */
  STANDALONE,
  /** Only the gateway; inference services are other processes. */
  GATEWAY,
  /** Only an inference service. */
  INFERENCE;

  /** Whether the process accepts calls from users. */
  public boolean servesGateway() {
    return this != INFERENCE;
  }

  /** Whether the process calls providers. */
  public boolean servesInference() {
    return this != GATEWAY;
  }
}
