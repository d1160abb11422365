package llmchat.server.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** Host names and IP addresses as text; never looks up names. */
public final class Hosts {
  private static final Pattern NAME =
      Pattern.compile(
          "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\\.?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern IPV4_SHAPE = Pattern.compile("[0-9.]+");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%\\w+)?");

  /** A host name or an IP address; IPv6 without brackets. */
  public static final ValueType<String> TYPE =
      new ValueType<>("a host name or address, without http:// and without a port", Hosts::read);

  private Hosts() {}

  /** Whether only this machine can reach a server that listens on the host. */
  public static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("::1")
        || name.equals("0:0:0:0:0:0:0:1")
        || (name.startsWith("127.") && IPV4.matcher(name).matches());
  }

  /** The host as in a URL: IPv6 in brackets. */
  public static String inUrl(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private static Reading<String> read(String text) {
    if (text.contains("/")) {
      return Reading.bad("is a URL or a path, not a host");
    }
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    if (IPV6.matcher(bare).matches() && bare.indexOf(':') != bare.lastIndexOf(':')) {
      return Reading.good(bare);
    }
    if (text.contains(":")) {
      return Reading.bad("has a port in it");
    }
    if (text.contains("_")) {
      return Reading.bad("has an underscore, which host names cannot have");
    }
    boolean good =
        IPV4_SHAPE.matcher(text).matches()
            ? IPV4.matcher(text).matches()
            : text.length() <= 253 && NAME.matcher(text).matches();
    return good ? Reading.good(text) : Reading.bad("is not a host name or address");
  }
}
