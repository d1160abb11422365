package llmchat.server.http;

import llmchat.llm.AnswerForm;
import llmchat.llm.dialect.FirstApi;

/**
 * A part of the paths, with the manners of everything below it, also of paths that nothing answers.
 *
 * @param path where it begins, such as {@code /v1}
 * @param form the form of its errors, unless a route has one of its own
 * @param anyOrigin whether pages of other origins may call it: a call carries its key itself, and
 *     cookies are never sent along
 */
public record Front(String path, AnswerForm form, boolean anyOrigin) {
  /** Everything that belongs to no other front. */
  static final Front DEFAULT = new Front("", FirstApi.FORM, false);

  boolean contains(String asked) {
    return asked.startsWith(path)
        && (asked.length() == path.length() || asked.charAt(path.length()) == '/');
  }
}
