package llmchat.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** URLs of HTTP servers that the program calls. */
public final class HttpUrls {
  /** An http or https URL with a host; without user, query or trailing slash. */
  public static final ValueType<URI> TYPE =
      new ValueType<>("a URL such as https://api.example.com/v1", HttpUrls::read);

  private HttpUrls() {}

  private static Reading<URI> read(String text) {
    URI uri;
    try {
      uri = new URI(withoutClosingSlash(text));
    } catch (URISyntaxException e) {
      return Reading.bad("is not a URL");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return Reading.bad("does not begin with http:// or https://");
    }
    if (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
      return Reading.bad("has a user or password in it");
    }
    if (uri.getHost() == null) {
      return Reading.bad(
          text.contains("_")
              ? "has an underscore in its host, which host names cannot have"
              : "has no host");
    }
    if (uri.getPort() > 65_535) {
      return Reading.bad("has a port above 65535");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      return Reading.bad("has a ? or # part");
    }
    return Reading.good(uri);
  }

  private static String withoutClosingSlash(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '/') {
      end--;
    }
    return text.substring(0, end);
  }
}
