package llmchat.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/** How the chat page is served. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageTest {
  private static final Pattern LINK = Pattern.compile("(?:src|href)=\"(/page/[^\"]+)\"");
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  private Product product;

  @BeforeAll
  void install() {
    product = Setup.of(Form.ONE_PROCESS).start();
  }

  @AfterAll
  void close() {
    product.close();
  }

  @Test
  void isTheSameAtEachOfItsAddresses() throws Exception {
    String page = get("/").body();

    assertThat(page).contains("<llm-chat>").doesNotContain("<!--").doesNotContain("\"page/");
    for (String path : List.of("/settings", "/c/bUaEkGzHTfyzcJ1n0Ss1pQ", "/?q=1")) {
      HttpResponse<String> same = get(path);
      assertThat(same.statusCode()).isEqualTo(200);
      assertThat(same.body()).isEqualTo(page);
    }
    assertThat(get("/c/").statusCode()).isEqualTo(404);
    assertThat(get("/settings/keys").statusCode()).isEqualTo(404);
  }

  @Test
  void mayLoadNothingButItself() throws Exception {
    HttpResponse<String> page = get("/");

    Map<String, String> expected =
        Map.of(
            "content-security-policy",
            "default-src 'none'; script-src 'self' '"
                + hashOfTheImportMap(page.body())
                + "'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src"
                + " 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self';"
                + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types"
                + " lit-html dompurify",
            "x-content-type-options",
            "nosniff",
            "referrer-policy",
            "no-referrer",
            "cross-origin-opener-policy",
            "same-origin",
            "cross-origin-resource-policy",
            "same-origin");
    expected.forEach(
        (name, value) -> assertThat(page.headers().firstValue(name)).as(name).contains(value));
    assertThat(page.headers().firstValue("permissions-policy").orElse(""))
        .contains("camera=()", "microphone=()", "geolocation=()");
    assertThat(page.body().replaceAll(IMPORT_MAP.pattern(), ""))
        .as("no script and no style of its own")
        .doesNotContainPattern("<script[^>]*>[^<]|<style|\\son\\w+=|\\sstyle=");
  }

  @Test
  void namesOnlyFilesThatAreThere() throws Exception {
    String page = get("/").body();
    Set<String> named = links(page);

    assertThat(named).hasSizeGreaterThan(5).anyMatch(name -> name.endsWith("/app.js"));
    assertThat(page)
        .containsPattern("rel=\"modulepreload\" href=\"/page/\\w+/vendor/lit/index.js\"");
    for (String file : named) {
      HttpResponse<String> answer = get(file);
      assertThat(answer.statusCode()).as(file).isEqualTo(200);
      assertThat(answer.headers().firstValue("cache-control"))
          .contains("public, max-age=31536000, immutable");
      assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
    }
    JsonMapper.shared()
        .readTree(importMapOf(page))
        .path("imports")
        .forEach(target -> assertFound(target.asString()));
  }

  /** A preload that nothing imports, and an import that nothing preloads, cost a round trip. */
  @Test
  void preloadsWhatItsModulesImport() throws Exception {
    String page = get("/").body();
    Set<String> preloaded = new LinkedHashSet<>();
    Matcher preload = Pattern.compile("modulepreload\" href=\"([^\"]+)\"").matcher(page);
    while (preload.find()) {
      preloaded.add(preload.group(1));
    }

    for (String module : preloaded) {
      Matcher imported =
          Pattern.compile("(?m)(?:^|;)(?:import|export)[^'\"();=]*?['\"](\\.[^'\"]+)['\"]")
              .matcher(get(module).body());
      while (imported.find()) {
        assertThat(preloaded).contains(URI.create(module).resolve(imported.group(1)).toString());
      }
    }
    assertThat(preloaded).isNotEmpty();
  }

  @Test
  void isLightEnough() throws Exception {
    String page = get("/").body();
    int bytes = compressed("/").body().length;
    for (String file : links(page)) {
      bytes += compressed(file).body().length;
    }
    assertThat(bytes).isBetween(1_000, 180_000);
  }

  @Test
  void isAskedForAnewAndNotSentAgain() throws Exception {
    HttpResponse<String> page = get("/");
    String tag = page.headers().firstValue("etag").orElseThrow();
    assertThat(page.headers().firstValue("cache-control")).contains("no-cache");

    HttpResponse<String> again = product.http().with("If-None-Match", tag).get("/settings");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("etag")).contains(tag);
    assertThat(again.headers().firstValue("content-security-policy")).isPresent();
    assertThat(product.http().with("If-None-Match", "W/\"old\"").get("/").statusCode())
        .isEqualTo(200);
  }

  @Test
  void isCompressedForWhoTakesThat() throws Exception {
    String script =
        links(get("/").body()).stream().filter(n -> n.endsWith("app.js")).findAny().orElseThrow();
    for (String path : List.of("/", script)) {
      HttpResponse<byte[]> small = compressed(path);
      HttpResponse<String> whole = product.http().with("Accept-Encoding", "gzip;q=0, br").get(path);

      assertThat(small.headers().firstValue("content-encoding")).contains("gzip");
      assertThat(small.headers().firstValue("vary")).contains("accept-encoding");
      assertThat(whole.headers().firstValue("content-encoding")).isEmpty();
      assertThat(whole.headers().firstValue("vary")).contains("accept-encoding");
      assertThat(unzipped(small.body())).isEqualTo(whole.body());
    }
  }

  @Test
  void answersHeadAsItAnswersGet() throws Exception {
    HttpResponse<String> whole = get("/");
    HttpResponse<String> head = product.http().send("HEAD", "/", "");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("content-length"))
        .contains(Integer.toString(whole.body().getBytes(UTF_8).length));
    assertThat(head.headers().firstValue("content-security-policy")).isPresent();
  }

  @Test
  void hasNoFilesButItsOwn() throws Exception {
    String folder = links(get("/").body()).iterator().next().replaceFirst("^(/page/\\w+/).*", "$1");
    for (String path :
        List.of(
            "/page/0000000000000000/app.js",
            folder + "index.html",
            folder + "none.js",
            folder + "../openapi.json",
            folder + "%2e%2e/index",
            folder + "/etc/passwd")) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.headers().firstValue("cache-control").orElse(""))
          .as(path)
          .doesNotContain("max-age");
    }
  }

  @Test
  void isToldWhetherPeopleMaySignUp() throws Exception {
    assertThat(get("/api/page").body()).isEqualTo("{\"signup\":\"open\"}");
    try (Product closed = Setup.of(Form.ONE_PROCESS).with("SIGNUP", "closed").start()) {
      assertThat(closed.http().get("/api/page").body()).isEqualTo("{\"signup\":\"closed\"}");
    }
  }

  @Test
  void bringsTheLicencesOfItsLibraries() throws Exception {
    String folder = links(get("/").body()).iterator().next().replaceFirst("^(/page/\\w+/).*", "$1");
    for (String library :
        List.of(
            "lit",
            "lit-html",
            "lit-element",
            "reactive-element",
            "marked",
            "dompurify",
            "highlight.js")) {
      HttpResponse<String> licence = get(folder + "vendor/" + library + "/LICENSE.txt");
      assertThat(licence.statusCode()).as(library).isEqualTo(200);
      assertThat(licence.body()).as(library).containsIgnoringCase("copyright");
    }
  }

  private static String hashOfTheImportMap(String page) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(importMapOf(page).getBytes(UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(hash);
  }

  private static String importMapOf(String page) {
    Matcher found = IMPORT_MAP.matcher(page);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private void assertFound(String target) {
    if (!target.endsWith("/")) {
      try {
        assertThat(get(target).statusCode()).as(target).isEqualTo(200);
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(target, e);
      }
    }
  }

  private static Set<String> links(String page) {
    Set<String> links = new LinkedHashSet<>();
    Matcher link = LINK.matcher(page);
    while (link.find()) {
      links.add(link.group(1));
    }
    return links;
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return product.http().get(path);
  }

  private HttpResponse<byte[]> compressed(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(product.http().origin() + path))
            .header("Accept-Encoding", "gzip, deflate, br, zstd")
            .build();
    return product.http().client().send(request, BodyHandlers.ofByteArray());
  }

  private static String unzipped(byte[] bytes) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
