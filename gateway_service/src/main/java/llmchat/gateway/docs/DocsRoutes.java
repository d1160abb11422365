package llmchat.gateway.docs;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import llmchat.llm.Failure;
import llmchat.server.PackagedFile;
import llmchat.server.http.Exchange;
import llmchat.server.http.Routes;

/**
 * The interactive API page at {@code /docs} and its document at {@code /openapi.json}. The files of
 * the page are read from the Swagger UI jar by a fixed list of names, so no path from a request
 * reaches a file system.
 */
public final class DocsRoutes {
  private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/5.35.0/";
  private static final String OURS = "/llmchat/gateway/docs/";
  private static final String JAVASCRIPT = "text/javascript; charset=utf-8";

  private record Page(String resource, String type) {}

  private static final Map<String, Page> PARTS =
      Map.of(
          "swagger-ui.css", new Page(SWAGGER + "swagger-ui.css", "text/css; charset=utf-8"),
          "swagger-ui-bundle.js", new Page(SWAGGER + "swagger-ui-bundle.js", JAVASCRIPT),
          "favicon-32x32.png", new Page(SWAGGER + "favicon-32x32.png", "image/png"),
          "docs.js", new Page(OURS + "docs.js", JAVASCRIPT));
  private static final Page DOCS = new Page(OURS + "docs.html", "text/html; charset=utf-8");
  private static final Page OPENAPI = new Page(OURS + "openapi.json", "application/json");

  /** Kept after the first request: unpacking blocks every call on this loop. */
  private final Map<String, Buffer> unpacked = new HashMap<>();

  public void addTo(Routes routes) {
    routes.get("/docs", exchange -> serve(exchange, DOCS));
    routes.get("/openapi.json", exchange -> serve(exchange, OPENAPI));
    routes.get("/docs/{part}", this::part);
  }

  private void part(Exchange exchange) {
    Page page = PARTS.get(exchange.pathParameter("part"));
    if (page == null) {
      exchange.fail(new Failure.NotFound("Not Found"));
    } else {
      exchange.putHeader("cache-control", "public, max-age=86400");
      serve(exchange, page);
    }
  }

  private void serve(Exchange exchange, Page page) {
    exchange.putHeader("content-type", page.type);
    exchange.putHeader(
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'");
    exchange.endShared(
        200,
        unpacked.computeIfAbsent(
            page.resource, resource -> Buffer.buffer(PackagedFile.read(resource))));
  }
}
