package llmchat.gateway.store;

import static llmchat.server.config.Group.STORAGE;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import llmchat.llm.Secret;
import llmchat.server.config.ConfigSpec;
import llmchat.server.config.Hosts;
import llmchat.server.config.Quoted;
import llmchat.server.config.Setting;
import llmchat.server.config.Settings;
import llmchat.server.config.Shorthand;
import llmchat.server.config.ValueTypes;
import llmchat.server.config.Values;

/** The settings of the database and of the data folder. */
public final class DatabaseSettings {
  public static final Setting<Path> DATA_DIR =
      Setting.of("DATA_DIR", ValueTypes.PATH, STORAGE, "Folder for everything that is stored")
          .withDefault("./data")
          .shownAlways();
  public static final Setting<Secret> DATABASE_URL =
      Setting.secret(
              "DATABASE_URL",
              ValueTypes.secretUrl(
                  "a URL such as postgresql://user:password@host/db",
                  "postgresql:",
                  "postgres:",
                  "postgresql+",
                  "jdbc:postgresql:",
                  "sqlite:",
                  "jdbc:sqlite:"),
              STORAGE,
              "PostgreSQL: postgresql://user:password@host/db")
          .shownAs(url -> Quoted.url(url.reveal()))
          .whenUnset("SQLite in DATA_DIR")
          .shownAlways();
  public static final Setting<Integer> DATABASE_POOL =
      Setting.count("DATABASE_POOL", STORAGE, "Connections to the database").withDefault("8");
  public static final Setting<Duration> DATABASE_WAIT =
      Setting.of(
              "DATABASE_WAIT",
              ValueTypes.TIME_FROM_ZERO,
              STORAGE,
              "How long a start waits for a database that does not answer yet")
          .shownAs(ValueTypes::shown)
          .withDefault("60s");
  public static final Setting<String> POSTGRES_HOST =
      Setting.host("POSTGRES_HOST", STORAGE, "Host of PostgreSQL, where DATABASE_URL is not set");
  public static final Setting<Integer> POSTGRES_PORT =
      Setting.port("POSTGRES_PORT", STORAGE, "Port that goes with POSTGRES_HOST")
          .withDefault("5432");
  public static final Setting<String> POSTGRES_USER =
      Setting.text("POSTGRES_USER", STORAGE, "User that goes with POSTGRES_HOST")
          .withDefault("postgres");
  public static final Setting<Secret> POSTGRES_PASSWORD =
      Setting.secret(
          "POSTGRES_PASSWORD",
          ValueTypes.PASSWORD,
          STORAGE,
          "Password that goes with POSTGRES_HOST");
  public static final Setting<String> POSTGRES_DB =
      Setting.text("POSTGRES_DB", STORAGE, "Database that goes with POSTGRES_HOST")
          .whenUnset("the same as POSTGRES_USER");

  /** With {@code POSTGRES_HOST} and its companions as a shorthand for {@code DATABASE_URL}. */
  public static final ConfigSpec SPEC =
      ConfigSpec.of(
              DATA_DIR,
              DATABASE_URL,
              DATABASE_POOL,
              DATABASE_WAIT,
              POSTGRES_HOST,
              POSTGRES_PORT,
              POSTGRES_USER,
              POSTGRES_PASSWORD,
              POSTGRES_DB)
          .withShorthand(new Shorthand<>(POSTGRES_HOST, DATABASE_URL, DatabaseSettings::url));

  private DatabaseSettings() {}

  /** The address of the database. */
  public static DatabaseAddress address(Settings settings) {
    return settings
        .find(DATABASE_URL)
        .map(url -> DatabaseAddress.parse(url.reveal()))
        .orElseGet(() -> DatabaseAddress.inFolder(settings.get(DATA_DIR)));
  }

  /** The bounds of the store's work. */
  public static StoreBounds bounds(Settings settings) {
    return new StoreBounds(
        settings.get(DATABASE_POOL), StoreBounds.DEFAULT.queue(), settings.get(DATABASE_WAIT));
  }

  private static Secret url(Values values) {
    String user = values.get(POSTGRES_USER);
    String password =
        values.find(POSTGRES_PASSWORD).map(secret -> ":" + encoded(secret.reveal())).orElse("");
    return new Secret(
        "postgresql://"
            + encoded(user)
            + password
            + "@"
            + Hosts.inUrl(values.get(POSTGRES_HOST))
            + ":"
            + values.get(POSTGRES_PORT)
            + "/"
            + encoded(values.find(POSTGRES_DB).orElse(user)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
