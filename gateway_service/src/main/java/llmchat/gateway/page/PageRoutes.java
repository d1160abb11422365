package llmchat.gateway.page;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import llmchat.llm.Failure;
import llmchat.server.http.Exchange;
import llmchat.server.http.Routes;
import llmchat.web.PackedFile;
import llmchat.web.PackedPage;

/**
 * The chat page. Each of its paths serves {@code index.html}, which browsers revalidate each time;
 * the files that it loads have the page's version in their path and are cached for a year. Names
 * are looked up in a fixed list, so no path from a request reaches a file system.
 */
public final class PageRoutes {
  private static final String FOR_A_YEAR = "public, max-age=31536000, immutable";
  private static final String FOR_A_DAY = "public, max-age=86400";
  private static final String REVALIDATED = "no-cache";

  /** Allows nothing from other origins. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self' 'import-map'; style-src 'self'; img-src 'self' data: blob:;"
          + " font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script';"
          + " trusted-types lit-html dompurify";

  private static final String PERMISSIONS =
      "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
          + " magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

  private final PackedPage page;
  private final String policy;
  private final String tag;

  private final Map<PackedFile, Buffer> packed = new HashMap<>();

  /** For the rare client without gzip; kept, since unpacking blocks this loop's calls. */
  private final Map<PackedFile, Buffer> unpacked = new HashMap<>();

  public PageRoutes(PackedPage page) {
    this.page = page;
    this.policy = POLICY.replace("import-map", page.importMapHash());
    // Weak, since it is the same with and without gzip.
    this.tag = "W/\"" + page.version() + "\"";
  }

  public void addTo(Routes routes) {
    for (String path : List.of("/", "/c/{chat_id}", "/settings")) {
      routes.get(path, this::index);
    }
    routes.quiet("/page/{version}/{file*}", this::versioned);
    routes.quiet("/favicon.svg", exchange -> named(exchange, "favicon.svg", FOR_A_DAY));
  }

  private void index(Exchange exchange) {
    exchange.putHeader("etag", tag);
    if (exchange.header("if-none-match").filter(this::isCurrent).isPresent()) {
      headers(exchange, REVALIDATED);
      exchange.endShared(304, Buffer.buffer());
    } else {
      send(exchange, page.index(), REVALIDATED);
    }
  }

  private boolean isCurrent(String tags) {
    return tags.contains(tag) || tags.strip().equals("*");
  }

  private void versioned(Exchange exchange) {
    if (exchange.pathParameter("version").equals(page.version())) {
      named(exchange, exchange.pathParameter("file"), FOR_A_YEAR);
    } else {
      notFound(exchange);
    }
  }

  private void named(Exchange exchange, String name, String caching) {
    page.file(name)
        .ifPresentOrElse(file -> send(exchange, file, caching), () -> notFound(exchange));
  }

  /** Not cacheable: during a rolling update another gateway may have the file. */
  private static void notFound(Exchange exchange) {
    exchange.putHeader("cache-control", "no-store");
    exchange.fail(new Failure.NotFound("Not Found"));
  }

  private void send(Exchange exchange, PackedFile file, String caching) {
    headers(exchange, caching);
    exchange.putHeader("content-type", file.contentType());
    if (file.gzip()) {
      exchange.putHeader("vary", "accept-encoding");
    }
    if (file.gzip() && takesGzip(exchange.header("accept-encoding").orElse(""))) {
      exchange.putHeader("content-encoding", "gzip");
      exchange.endShared(200, packed.computeIfAbsent(file, asked -> Buffer.buffer(asked.bytes())));
    } else {
      exchange.endShared(
          200, unpacked.computeIfAbsent(file, asked -> Buffer.buffer(asked.unpacked())));
    }
  }

  private void headers(Exchange exchange, String caching) {
    exchange.putHeader("cache-control", caching);
    exchange.putHeader("content-security-policy", policy);
    exchange.putHeader("referrer-policy", "no-referrer");
    exchange.putHeader("cross-origin-opener-policy", "same-origin");
    exchange.putHeader("cross-origin-resource-policy", "same-origin");
    exchange.putHeader("permissions-policy", PERMISSIONS);
  }

  /** Whether an {@code Accept-Encoding} allows gzip (RFC 9110, 12.5.3). */
  static boolean takesGzip(String acceptEncoding) {
    boolean any = false;
    for (String coding : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = coding.strip().split("\\s*;\\s*q\\s*=\\s*", 2);
      boolean allowed = parts.length == 1 || !parts[1].matches("0(\\.0*)?");
      if (parts[0].equals("gzip") || parts[0].equals("x-gzip")) {
        return allowed;
      }
      any |= parts[0].equals("*") && allowed;
    }
    return any;
  }
}
