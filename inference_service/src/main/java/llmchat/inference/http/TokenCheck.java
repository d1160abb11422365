package llmchat.inference.http;

import java.util.Optional;
import llmchat.llm.Secret;
import llmchat.llm.http.BearerToken;
import llmchat.llm.http.Exchange;

/** Lets in who knows the token that the two services share; everybody, where there is none. */
record TokenCheck(Optional<Secret> token) {
  boolean admits(Exchange exchange) {
    return token.isEmpty() || BearerToken.of(exchange).filter(token.get()::matches).isPresent();
  }
}
