package llmchat.inference.demo;

import tools.jackson.databind.JsonNode;

/** Finds the last user message in a request in one of OpenAI's dialects. */
final class DemoPrompt {
  private DemoPrompt() {}

  /** The last user message, or the prompt, or the input; empty if there is none. */
  static String of(JsonNode body) {
    JsonNode messages = body.path("messages");
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (messages.path(i).path("role").asString("").equals("user")) {
        return text(messages.path(i).path("content"));
      }
    }
    JsonNode prompt = body.path("prompt");
    return text(prompt.isMissingNode() ? body.path("input") : prompt);
  }

  private static String text(JsonNode content) {
    if (content.isString()) {
      return content.asString();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      text.append(part.isString() ? part.asString() : part.path("text").asString(""));
    }
    return text.toString();
  }
}
