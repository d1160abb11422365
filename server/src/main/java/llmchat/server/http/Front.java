package llmchat.server.http;

import llmchat.llm.AnswerForm;
import llmchat.llm.dialect.FirstApi;

/**
 * A prefix of paths with a common form of errors and a common CORS policy, which also hold for
 * paths without a route.
 *
 * @param path the prefix, such as {@code /v1}
 * @param form the form of its errors, unless a route has one of its own
 * @param anyOrigin whether pages of other origins may call it; they must send a key, since cookies
 *     are not sent across origins
 */
public record Front(String path, AnswerForm form, boolean anyOrigin) {
  /** The front of all paths that belong to no other. */
  static final Front DEFAULT = new Front("", FirstApi.FORM, false);

  boolean contains(String asked) {
    return asked.startsWith(path)
        && (asked.length() == path.length() || asked.charAt(path.length()) == '/');
  }
}
