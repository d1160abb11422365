package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import llmchat.testkit.RawResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every error must be: JSON in the form of its API, with nothing of the inside in it. */
final class CleanError {
  private CleanError() {}

  static void assertDetail(String what, HttpResponse<String> answer, int status) {
    assertThat(answer.headers().firstValue("content-type")).as(what).contains("application/json");
    assertThat(answer.headers().firstValue("x-request-id")).as(what).isPresent();
    assertDetail(what, answer.statusCode(), answer.body(), status);
  }

  static void assertDetail(String what, RawResponse answer, int status) {
    assertThat(answer.headers().first("content-type")).as(what).contains("application/json");
    assertThat(answer.headers().first("x-request-id")).as(what).isPresent();
    assertDetail(what, answer.status(), answer.body().utf8(), status);
  }

  static void assertOpenAi(String what, HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(what + ": " + answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).as(what).contains("application/json");
    assertThat(answer.headers().firstValue("x-request-id")).as(what).isPresent();
    JsonNode error = Account.json(answer).path("error");
    assertThat(error.path("message").asString("")).as(what).isNotEmpty();
    assertThat(error.path("type").asString("")).as(what).isNotEmpty();
    assertThat(error.has("param") && error.has("code")).as(what).isTrue();
    assertNothingOfTheInside(what, answer.body());
  }

  private static void assertDetail(String what, int actual, String body, int status) {
    assertThat(actual).as(what + ": " + body).isEqualTo(status);
    JsonNode detail = JsonMapper.shared().readTree(body).path("detail");
    if (status == 422) {
      assertThat(detail.isArray() && !detail.isEmpty()).as(what + ": " + body).isTrue();
      for (JsonNode problem : detail) {
        assertThat(problem.propertyNames()).containsExactly("type", "loc", "msg", "input");
      }
    } else {
      assertThat(detail.asString("")).as(what + ": " + body).isNotEmpty();
    }
    assertNothingOfTheInside(what, body);
  }

  private static void assertNothingOfTheInside(String what, String body) {
    assertThat(body)
        .as(what)
        .doesNotContain(
            "Exception", "java.", "llmchat.", "jackson", "vertx", "netty", "\\tat ", "sql");
  }
}
