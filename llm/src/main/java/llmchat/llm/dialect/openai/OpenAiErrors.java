package llmchat.llm.dialect.openai;

import static llmchat.llm.json.JsonPath.FIRST;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import llmchat.llm.LlmReply;
import llmchat.llm.json.JsonPath;
import llmchat.llm.json.JsonText;

/**
 * Makes the reply for a provider's error response. A body in OpenAI's shape is forwarded unchanged;
 * otherwise its message is put into that shape. Non-standard statuses become the nearest standard
 * one.
 */
final class OpenAiErrors {
  private static final int MAX_TEXT = 500;

  /** In bytes; a larger error is not looked through for what it says. */
  private static final int MOST_READ = 1_000_000;

  private static final Buffer NOTHING = Buffer.buffer(0);

  private OpenAiErrors() {}

  static LlmReply refused(int status, Map<String, String> headers, Buffer body) {
    int known = knownStatus(status);
    Buffer read = body.length() > MOST_READ ? NOTHING : body;
    if (JsonPath.text(read, "error", "message").isPresent()) {
      return new LlmReply.Refused(known, headers, body);
    }
    Map<String, String> shown = new HashMap<>(headers);
    shown.put("content-type", "application/json");
    return new LlmReply.Refused(known, shown, wrap(known, text(read, status)));
  }

  private static int knownStatus(int status) {
    return status == 529 ? 503 : status > 511 ? 502 : status;
  }

  /** The most telling text of the forms seen in the wild; never HTML. */
  private static String text(Buffer answer, int status) {
    String text =
        JsonPath.text(answer, "error")
            .or(() -> JsonPath.text(answer, "message"))
            .or(() -> JsonPath.text(answer, "detail"))
            .or(() -> JsonPath.text(answer, "detail", FIRST, "msg"))
            .or(() -> JsonPath.text(answer, FIRST, "error", "message"))
            .orElse("");
    if (text.isEmpty()) {
      return "The provider answered with status " + status + ".";
    }
    return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
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
