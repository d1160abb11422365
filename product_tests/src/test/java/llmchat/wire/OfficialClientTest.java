package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import java.util.List;
import llmchat.testkit.DefaultReplies;
import llmchat.testkit.OpenAi;
import llmchat.testkit.ScriptedUpstream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The scripted provider is one for OpenAI's own client as well. */
class OfficialClientTest {
  private final ScriptedUpstream upstream = ScriptedUpstream.start();
  private final OpenAIClient client =
      OpenAIOkHttpClient.builder().baseUrl(upstream.baseUrl()).apiKey("scripted").build();

  @AfterEach
  void close() {
    client.close();
    upstream.close();
  }

  @Test
  void readsACompletion() {
    var completion = client.chat().completions().create(question());

    assertThat(completion.choices().getFirst().message().content()).hasValue(DefaultReplies.TEXT);
    assertThat(completion.usage().orElseThrow().promptTokens())
        .isEqualTo(DefaultReplies.PROMPT_TOKENS);
    assertThat(upstream.takeRequest().header("Authorization")).isEqualTo("Bearer scripted");
  }

  @Test
  void readsAStream() {
    try (var stream = client.chat().completions().createStreaming(question())) {
      String text =
          stream.stream()
              .flatMap(chunk -> chunk.choices().stream())
              .map(choice -> choice.delta().content().orElse(""))
              .reduce("", String::concat);
      assertThat(text).isEqualTo(DefaultReplies.TEXT);
    }
  }

  @Test
  void readsEmbeddings() {
    var params =
        EmbeddingCreateParams.builder()
            .model(OpenAi.MODEL)
            .inputOfArrayOfStrings(List.of("a", "b"))
            .build();

    var vectors = client.embeddings().create(params).data();

    assertThat(vectors.get(0).embedding()).containsExactly(0f, 0.5f, -2f);
    assertThat(vectors.get(1).embedding()).containsExactly(1f, 0.5f, -2f);
  }

  private static ChatCompletionCreateParams question() {
    return ChatCompletionCreateParams.builder().model(OpenAi.MODEL).addUserMessage("Hi").build();
  }
}
