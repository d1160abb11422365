package llmchat.server.models;

import java.net.URI;
import llmchat.server.config.Hosts;
import llmchat.server.config.HttpUrls;
import llmchat.server.config.Reading;
import llmchat.server.config.ValueType;

/** Parses the address of an inference service. */
public final class InferenceAddress {
  private static final int DEFAULT_PORT = 8000;

  /** A host, host:port, or a full http or https URL. */
  public static final ValueType<URI> TYPE =
      new ValueType<>("a host, host:port or http:// URL", InferenceAddress::read);

  private InferenceAddress() {}

  private static Reading<URI> read(String text) {
    if (text.isEmpty()) {
      return Reading.bad("is empty");
    }
    if (text.contains("://")) {
      return HttpUrls.TYPE.read(text);
    }
    int colon = text.lastIndexOf(':');
    boolean hasPort =
        colon > 0
            && text.substring(colon + 1).matches("\\d{1,5}")
            && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
    String host = hasPort ? text.substring(0, colon) : text;
    String port = hasPort ? text.substring(colon + 1) : Integer.toString(DEFAULT_PORT);
    return Hosts.TYPE
        .read(host)
        .then(name -> HttpUrls.TYPE.read("http://" + Hosts.inUrl(name) + ":" + port));
  }
}
