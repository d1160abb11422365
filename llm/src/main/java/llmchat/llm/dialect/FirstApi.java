package llmchat.llm.dialect;

import io.vertx.core.buffer.Buffer;
import llmchat.llm.AnswerForm;
import llmchat.llm.Failure;
import llmchat.llm.Failure.FieldProblem;
import llmchat.llm.Problem;
import llmchat.llm.json.JsonText;
import llmchat.llm.sse.SseText;

/**
 * The form of the first API and of all routes outside {@code /v1}: errors as {@code {"detail": …}}
 * with the messages that its clients expect, streams framed like OpenAI's.
 */
public final class FirstApi implements AnswerForm {
  /** The one instance. */
  public static final AnswerForm FORM = new FirstApi();

  private static final Buffer DONE = Buffer.buffer("data: [DONE]\n\n");

  private FirstApi() {}

  @Override
  public Problem problem(Failure failure) {
    Problem problem = Problem.of(failure);
    return switch (failure) {
      case Failure.Unauthorized _ -> problem.status(403).message("Unauthorized");
      case Failure.WrongCredentials _ -> problem.header("www-authenticate", "Bearer");
      case Failure.NoSuchPath _ -> problem.message("Not Found");
      case Failure.RateLimited _ -> problem.message("Rate limit exceeded");
      default -> problem;
    };
  }

  @Override
  public Buffer errorBody(Problem problem) {
    return problem.fields().isEmpty() ? detail(problem.message()) : fields(problem);
  }

  /** An error in words alone, {@code {"detail": …}}. */
  public static Buffer detail(String words) {
    return JsonText.of("detail", words).toBuffer();
  }

  private static Buffer fields(Problem problem) {
    JsonText detail = new JsonText().beginObject().beginArray("detail");
    for (FieldProblem field : problem.fields()) {
      detail.beginObject().text("type", field.type());
      detail.beginArray("loc").text("body").text(field.field()).endArray();
      // Clients may expect the input; what was sent may be a secret.
      detail.text("msg", field.message()).none("input").endObject();
    }
    return detail.endArray().endObject().toBuffer();
  }

  @Override
  public Buffer errorEvent(Buffer errorBody) {
    return SseText.error(errorBody);
  }

  @Override
  public Buffer endOfStream() {
    return DONE;
  }

  @Override
  public Buffer keepAlive() {
    return SseText.PING;
  }
}
