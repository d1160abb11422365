package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import java.util.ArrayList;
import java.util.List;
import llmchat.product.Product;
import llmchat.testkit.DefaultReplies;
import llmchat.testkit.OpenAi;
import llmchat.testkit.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** OpenAI's own Java client in front of the gateway. */
class OfficialSdkTest extends WireTest {
  private final List<OpenAIClient> clients = new ArrayList<>();
  private final OpenAIClient client;

  OfficialSdkTest(Product product) {
    super(product);
    this.client = client(product.key(), 0);
  }

  @AfterEach
  void close() {
    clients.forEach(OpenAIClient::close);
  }

  @Test
  void readsACompletion() {
    var completion = client.chat().completions().create(question("gpt-4o-mini"));

    assertThat(completion.choices().getFirst().message().content()).hasValue(DefaultReplies.TEXT);
    assertThat(completion.usage().orElseThrow().promptTokens())
        .isEqualTo(DefaultReplies.PROMPT_TOKENS);
  }

  @Test
  void readsAStreamWithItsUsage() {
    var params =
        question("gpt-4o-mini").toBuilder()
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    List<ChatCompletionChunk> chunks = new ArrayList<>();
    try (var stream = client.chat().completions().createStreaming(params)) {
      stream.stream().forEach(chunks::add);
    }

    assertThat(text(chunks)).isEqualTo(DefaultReplies.TEXT);
    assertThat(chunks.getLast().usage().orElseThrow().completionTokens())
        .isEqualTo(DefaultReplies.COMPLETION_TOKENS);
  }

  @Test
  void readsAStreamWithoutUsage() {
    List<ChatCompletionChunk> chunks = new ArrayList<>();
    try (var stream = client.chat().completions().createStreaming(question("gpt-4o-mini"))) {
      stream.stream().forEach(chunks::add);
    }

    assertThat(text(chunks)).isEqualTo(DefaultReplies.TEXT);
    assertThat(chunks).noneMatch(chunk -> chunk.choices().isEmpty());
  }

  @Test
  void hearsOfAnErrorInAStream() {
    upstream.enqueue(Reply.events(OpenAi.chunk("Hel")));

    assertThatThrownBy(
            () -> {
              try (var stream =
                  client.chat().completions().createStreaming(question("gpt-4o-mini"))) {
                assertThat(stream.stream().count()).isNegative();
              }
            })
        .isInstanceOf(SseException.class);
  }

  @Test
  void readsEmbeddings() {
    var params =
        EmbeddingCreateParams.builder()
            .model("text-embedding-3-small")
            .inputOfArrayOfStrings(List.of("a", "b"))
            .build();

    var vectors = client.embeddings().create(params).data();

    assertThat(vectors.get(0).embedding()).containsExactly(0f, 0.5f, -2f);
    assertThat(vectors.get(1).embedding()).containsExactly(1f, 0.5f, -2f);
  }

  @Test
  void listsTheModels() {
    assertThat(client.models().list().data().stream().map(Model::id))
        .containsExactly("gpt-4o-mini", "text-embedding-3-small");
    assertThat(client.models().retrieve("gpt-4o-mini").ownedBy()).isEqualTo("llm-chat");
  }

  @Test
  void knowsAnUnknownModelForWhatItIs() {
    assertThatThrownBy(() -> client.chat().completions().create(question("gpt-9")))
        .isInstanceOfSatisfying(
            NotFoundException.class,
            e -> {
              assertThat(e.code()).hasValue("model_not_found");
              assertThat(e.param()).hasValue("model");
              assertThat(e.headers().values("x-request-id")).hasSize(1);
            });
  }

  @Test
  void knowsAWrongKeyForWhatItIs() {
    OpenAIClient stranger = client("sk-wrong", 0);

    assertThatThrownBy(() -> stranger.chat().completions().create(question("gpt-4o-mini")))
        .isInstanceOfSatisfying(
            UnauthorizedException.class, e -> assertThat(e.code()).hasValue("invalid_api_key"));
  }

  @Test
  void knowsABadRequestForWhatItIs() {
    upstream.enqueue(
        Reply.json(400, OpenAi.error("too long", "invalid_request_error", "context_length")));

    assertThatThrownBy(() -> client.chat().completions().create(question("gpt-4o-mini")))
        .isInstanceOfSatisfying(
            BadRequestException.class, e -> assertThat(e.code()).hasValue("context_length"));
  }

  @Test
  void readsWhenToComeBack() {
    upstream.enqueue(
        Reply.json(429, OpenAi.error("slow down", "requests", "rate_limit_exceeded"))
            .header("Retry-After", "7"));

    assertThatThrownBy(() -> client.chat().completions().create(question("gpt-4o-mini")))
        .isInstanceOfSatisfying(
            RateLimitException.class,
            e -> assertThat(e.headers().values("retry-after")).containsExactly("7"));
  }

  @Test
  void knowsABrokenProviderForATroubleOfTheServer() {
    upstream.enqueue(Reply.html(200, "<html>"));

    assertThatThrownBy(() -> client.chat().completions().create(question("gpt-4o-mini")))
        .isInstanceOf(InternalServerException.class)
        .isInstanceOfSatisfying(
            OpenAIServiceException.class, e -> assertThat(e.statusCode()).isEqualTo(502));
  }

  @Test
  void retriesByItselfAsTheGatewaySays() {
    upstream.enqueue(
        Reply.json(429, OpenAi.error("slow down", "requests", "rate_limit_exceeded"))
            .header("retry-after-ms", "1"));

    var completion = client(product.key(), 1).chat().completions().create(question("gpt-4o-mini"));

    assertThat(completion.choices()).hasSize(1);
    assertThat(upstream.requestCount()).isEqualTo(2);
  }

  private OpenAIClient client(String key, int retries) {
    OpenAIClient made =
        OpenAIOkHttpClient.builder()
            .baseUrl("http://127.0.0.1:" + product.port() + "/v1")
            .apiKey(key)
            .maxRetries(retries)
            .build();
    clients.add(made);
    return made;
  }

  private static String text(List<ChatCompletionChunk> chunks) {
    return chunks.stream()
        .flatMap(chunk -> chunk.choices().stream())
        .map(choice -> choice.delta().content().orElse(""))
        .reduce("", String::concat);
  }

  private static ChatCompletionCreateParams question(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("Hi").build();
  }
}
