package llmchat.llm.dialect.openai;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import llmchat.llm.LlmReply;
import llmchat.llm.json.JsonText;
import llmchat.llm.json.JsonTree;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A provider's error as the client sees it: unchanged when it is in OpenAI's shape already, else
 * its text in that shape. Statuses that clients do not know become the nearest that they do.
 */
final class OpenAiErrors {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MAX_TEXT = 500;

  private OpenAiErrors() {}

  static LlmReply refused(int status, Map<String, String> headers, Buffer body) {
    int known = knownStatus(status);
    JsonNode answer = JsonTree.read(body.getBytes());
    if (answer.path("error").path("message").isString()) {
      return new LlmReply.Refused(known, headers, body);
    }
    Map<String, String> shown = new HashMap<>(headers);
    shown.put("content-type", "application/json");
    return new LlmReply.Refused(known, shown, wrap(known, text(answer, status)));
  }

  private static int knownStatus(int status) {
    return status == 529 ? 503 : status > 511 ? 502 : status;
  }

  /** The most telling text of the forms seen in the wild; never HTML. */
  private static String text(JsonNode answer, int status) {
    JsonNode found =
        firstText(
            answer.path("error"),
            answer.path("message"),
            answer.path("detail"),
            answer.path("detail").path(0).path("msg"),
            answer.path(0).path("error").path("message"));
    String text = found.asString("");
    if (text.isEmpty()) {
      return "The provider answered with status " + status + ".";
    }
    return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
  }

  private static JsonNode firstText(JsonNode... candidates) {
    for (JsonNode candidate : candidates) {
      if (candidate.isString()) {
        return candidate;
      }
    }
    return JSON.missingNode();
  }

  private static Buffer wrap(int status, String text) {
    String type = status == 429 ? "rate_limit_error" : wrappedType(status);
    return body(text, type, Optional.empty(), Optional.empty());
  }

  /** An error in OpenAI's shape. */
  static Buffer body(String message, String type, Optional<String> param, Optional<String> code) {
    return new JsonText()
        .beginObject()
        .beginObject("error")
        .text("message", message)
        .text("type", type)
        .text("param", param)
        .text("code", code)
        .endObject()
        .endObject()
        .toBuffer();
  }

  private static String wrappedType(int status) {
    return status < 500 ? "invalid_request_error" : "server_error";
  }

  /** OpenAI's {@code error.type} for an error of ours. */
  static String type(int status) {
    return switch (status) {
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      case 503 -> "service_unavailable_error";
      default -> status < 500 ? "invalid_request_error" : "server_error";
    };
  }
}
