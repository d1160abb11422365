package llmchat.server.config;

/** What a process is: the gateway, the inference service, or both in one. */
public enum ServiceRole {
  /** Both services in one process. */
  STANDALONE,
  /** The gateway alone; inference services are elsewhere. */
  GATEWAY,
  /** An inference service alone. */
  INFERENCE;

  /** Whether the process accepts the calls of users. */
  public boolean servesGateway() {
    return this != INFERENCE;
  }

  /** Whether the process talks to providers. */
  public boolean servesInference() {
    return this != GATEWAY;
  }
}
