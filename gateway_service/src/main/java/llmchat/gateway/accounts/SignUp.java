package llmchat.gateway.accounts;

import llmchat.llm.Secret;

/** How a sign-up ended. */
sealed interface SignUp {

  /**
   * The account exists now.
   *
   * @param apiKey to be shown to its owner; it cannot be had a second time
   */
  record Created(String userId, Secret apiKey) implements SignUp {}

  /** Another account has the name, in this or another Unicode spelling. */
  record NameTaken() implements SignUp {}
}
