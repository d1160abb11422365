package llmchat.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import llmchat.llm.Pool;
import llmchat.product.Account;
import llmchat.product.Form;
import llmchat.product.Product;
import llmchat.product.Setup;
import llmchat.testkit.Http;
import llmchat.testkit.ServerCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of the operation guide name what there is, and nothing else. */
class OperationsGuideTest {
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\w+)$");
  private static final Pattern FIELD =
      Pattern.compile("(?:line\\.\\w+\\(|body\\(line, )\"(\\w+)\"");

  @TempDir Path folder;

  @Test
  void everyMetricOfAScrapeIsExplainedAndNoOther() throws Exception {
    Path file = folder.resolve("tls.pem");
    Path key = folder.resolve("tls.key");
    ServerCertificate certificate =
        ServerCertificate.make(folder, "gateway", "EC").writeTo(file, key);
    // HTTPS is on, and Redis is set and away, so that what only then exists does exist.
    Setup setup =
        Setup.of(Form.ONE_PROCESS)
            .withDemo()
            .withHttps(certificate, file, key)
            .with("RATE_LIMIT", "2/minute")
            .with("REDIS_URL", "redis://127.0.0.1:1");
    try (Product product = setup.start()) {
      Http http = product.http();
      Http caller = http.bearer(Account.signUp(http, "metered").key());
      String chat =
          "{\"model\":\"demo\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}";
      caller.post("/v1/chat/completions", chat.formatted("true", "Hello!"));
      caller.post("/v1/chat/completions", chat.formatted("false", "[demo fail=500]"));
      caller.post("/v1/chat/completions", chat.formatted("false", "Too many."));
      http.get("/v1/models");
      String scrape = product.admin().get("/metrics").body();

      assertThat(ours(scrape)).isEqualTo(Guide.of("docs/operations.md").firstColumn("metrics"));
      assertThat(scrape)
          .contains("gateway_build_info{version=")
          .contains("gateway_requests_total{model=\"demo\",outcome=\"limited\"")
          .contains("gateway_rate_limited_total{limit=\"2/minute\"} 1.0")
          .contains("gateway_rejected_total{reason=\"rate_limited\"} 1.0")
          .contains("gateway_auth_failures_total{reason=\"unauthorized\"} 1.0")
          .contains("gateway_upstream_errors_total{kind=\"error_answer\",model=\"demo\"} 1.0")
          .contains("gateway_limits_local 1.0")
          .contains("gateway_log_dropped_total 0.0")
          .doesNotContain("metered");
    }
  }

  private static Set<String> ours(String scrape) {
    Set<String> names = new TreeSet<>();
    TYPE.matcher(scrape)
        .results()
        .map(type -> type.group(1))
        .filter(name -> name.startsWith("gateway_") || name.startsWith("gen_ai_"))
        .filter(name -> !name.endsWith("_max"))
        .forEach(names::add);
    return names;
  }

  @Test
  void everyPoolIsExplainedAsItIs() throws IOException {
    try (Product product = Setup.of(Form.ONE_PROCESS).withDemo().start()) {
      List<String> rows = product.pools().stream().map(OperationsGuideTest::row).toList();

      assertThat(Guide.of("docs/operations.md").rows("pools")).isEqualTo(rows);
    }
  }

  private static String row(Pool.Terms pool) {
    long percent = Math.round(100 * pool.share() / (1 + pool.share()));
    return "| `%s` | %s | %s | %d %% | %s |"
        .formatted(pool.name(), pool.what(), pool.sum(), percent, pool.returned());
  }

  @Test
  void everyFieldOfTheRequestLogIsExplainedAndNoOther() throws IOException {
    Path source =
        Guide.home().resolve("server/src/main/java/llmchat/server/observe/RequestLine.java");
    Set<String> written = new TreeSet<>();
    FIELD.matcher(Files.readString(source)).results().forEach(field -> written.add(field.group(1)));
    assertThat(Guide.of("docs/operations.md").firstColumn("fields")).isEqualTo(written);
  }
}
