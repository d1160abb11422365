package llmchat.gateway.accounts;

import llmchat.llm.Secret;

/** The outcome of a sign-up. */
sealed interface SignUp {

  /**
   * The account was created.
   *
   * @param apiKey to show to its owner; it cannot be retrieved again
   */
  record Created(String userId, Secret apiKey) implements SignUp {}

  /** Another account has the name, in the same or another Unicode spelling. */
  record NameTaken() implements SignUp {}
}
