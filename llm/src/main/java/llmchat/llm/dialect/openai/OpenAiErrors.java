package llmchat.llm.dialect.openai;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import llmchat.llm.LlmReply;
import llmchat.llm.json.JsonTree;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the reply for a provider's error response. A body in OpenAI's shape is forwarded unchanged;
 * otherwise its message is put into that shape. Non-standard statuses become the nearest standard
 * one.
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
    Buffer wrapped = Buffer.buffer(wrap(known, text(answer, status)));
    return new LlmReply.Refused(known, shown, wrapped);
  }

  private static int knownStatus(int status) {
    return status == 529 ? 503 : status > 511 ? 502 : status;
  }

  /** The message, looked for in all shapes that servers are known to use; never HTML. */
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

  private static byte[] wrap(int status, String text) {
    ObjectNode wrapped = JSON.createObjectNode();
    wrapped
        .putObject("error")
        .put("message", text)
        .put("type", status == 429 ? "rate_limit_error" : wrappedType(status))
        .putNull("param")
        .putNull("code");
    return JSON.writeValueAsString(wrapped).getBytes(StandardCharsets.UTF_8);
  }

  private static String wrappedType(int status) {
    return status < 500 ? "invalid_request_error" : "server_error";
  }

  /** OpenAI's {@code error.type} for an error of this gateway with that status. */
  static String type(int status) {
    return switch (status) {
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      case 503 -> "service_unavailable_error";
      default -> status < 500 ? "invalid_request_error" : "server_error";
    };
  }
}
