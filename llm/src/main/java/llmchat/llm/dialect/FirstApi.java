package llmchat.llm.dialect;

import io.vertx.core.buffer.Buffer;
import llmchat.llm.AnswerForm;
import llmchat.llm.Failure;
import llmchat.llm.Failure.FieldProblem;
import llmchat.llm.Problem;
import llmchat.llm.json.Splice;
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
    return Buffer.buffer(
        problem.fields().isEmpty()
            ? "{\"detail\":" + Splice.quoted(problem.message()) + "}"
            : fields(problem));
  }

  private static String fields(Problem problem) {
    StringBuilder detail = new StringBuilder("{\"detail\":[");
    for (FieldProblem field : problem.fields()) {
      detail.append(detail.charAt(detail.length() - 1) == '[' ? "" : ",");
      detail.append("{\"type\":").append(Splice.quoted(field.type()));
      detail.append(",\"loc\":[\"body\",").append(Splice.quoted(field.field()));
      detail.append("],\"msg\":").append(Splice.quoted(field.message()));
      // Clients may expect the member; its value could be a secret, so it is always null.
      detail.append(",\"input\":null}");
    }
    return detail.append("]}").toString();
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
