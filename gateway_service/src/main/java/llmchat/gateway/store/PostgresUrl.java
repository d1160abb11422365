package llmchat.gateway.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import llmchat.llm.Secret;

/**
 * Parses the part of a PostgreSQL URL after its scheme, in the formats of libpq, SQLAlchemy and the
 * JDBC driver.
 *
 * <p>Not with {@link java.net.URI}, which refuses unescaped passwords that SQLAlchemy accepts: the
 * user part ends at the last {@code @} before the query.
 */
final class PostgresUrl {
  /** From the option names of libpq and asyncpg to those of the JDBC driver. */
  private static final Map<String, String> DRIVER_NAMES =
      Map.of(
          "connect_timeout", "connectTimeout",
          "application_name", "ApplicationName",
          "target_session_attrs", "targetServerType",
          "channel_binding", "channelBinding");

  private PostgresUrl() {}

  static DatabaseAddress parse(String rest) {
    String text = rest.startsWith("//") ? rest.substring(2) : "/" + rest;
    int question = text.indexOf('?', Math.max(0, text.indexOf('@')));
    String before = question < 0 ? text : text.substring(0, question);
    Map<String, String> options =
        question < 0 ? new HashMap<>() : options(text.substring(question + 1));

    int at = before.lastIndexOf('@');
    String userPart = at < 0 ? "" : before.substring(0, at);
    String place = before.substring(at + 1);
    int slash = place.indexOf('/');
    String hosts = slash < 0 ? place : place.substring(0, slash);
    String database = slash < 0 ? "" : decode(place.substring(slash + 1));

    int colon = userPart.indexOf(':');
    String user = decode(colon < 0 ? userPart : userPart.substring(0, colon));
    String password = colon < 0 ? "" : decode(userPart.substring(colon + 1));
    return address(hosts, database, user, password, options);
  }

  private static DatabaseAddress address(
      String hosts, String database, String user, String password, Map<String, String> options) {
    String userOption = options.remove("user");
    String passwordOption = options.remove("password");
    String finalUser = user.isEmpty() && userOption != null ? userOption : user;
    String finalPassword = password.isEmpty() && passwordOption != null ? passwordOption : password;
    if (database.isEmpty() && finalUser.isEmpty()) {
      throw new IllegalArgumentException(
          "no database named; write postgresql://user:password@host/db");
    }
    return new DatabaseAddress.Postgres(
        hosts.isEmpty() ? "localhost" : hosts,
        database.isEmpty() ? finalUser : database,
        finalUser,
        finalPassword.isEmpty() ? Optional.empty() : Optional.of(new Secret(finalPassword)),
        options);
  }

  private static Map<String, String> options(String query) {
    Map<String, String> options = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String name = decode(pair.substring(0, equals));
        put(options, name, decode(pair.substring(equals + 1)));
      }
    }
    return options;
  }

  private static void put(Map<String, String> options, String name, String value) {
    if (name.equals("ssl") && !value.equals("true") && !value.equals("false")) {
      options.put("sslmode", value); // asyncpg's spelling
    } else if (name.equals("target_session_attrs") && value.equals("read-write")) {
      options.put("targetServerType", "primary");
    } else {
      options.put(DRIVER_NAMES.getOrDefault(name, name), value);
    }
  }

  /** Percent-decodes as in a URL's path, where a plus sign is a plus sign. */
  static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      // The decoder's own message could contain a part of the password.
      throw new IllegalArgumentException("a % that is not followed by two hexadecimal digits");
    }
  }
}
