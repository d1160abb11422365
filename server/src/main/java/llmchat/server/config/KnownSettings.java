package llmchat.server.config;

import static llmchat.server.config.Group.GATEWAY;
import static llmchat.server.config.Group.INFERENCE;
import static llmchat.server.config.Group.LIMITS;
import static llmchat.server.config.Group.LOGS;
import static llmchat.server.config.Group.MODELS;
import static llmchat.server.config.Group.PROCESS;
import static llmchat.server.config.Group.STORAGE;
import static llmchat.server.config.Group.TIMES;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import llmchat.llm.Secret;

/** Every setting there is. The pages of the documentation are made from this list. */
public final class KnownSettings {
  public static final Setting<Secret> OPENAI_API_KEY =
      Setting.secret("OPENAI_API_KEY", MODELS, "Key for OpenAI; only the inference side needs it")
          .orElse("none: the demo model answers");
  public static final Setting<URI> OPENAI_BASE_URL =
      Setting.httpUrl(
              "OPENAI_BASE_URL", MODELS, "Where OpenAI's API is, or a server that speaks it")
          .withDefault("https://api.openai.com/v1");
  public static final Setting<List<String>> MODEL_NAME =
      Setting.of(
              "MODEL_NAME",
              ValueTypes.NAMES,
              MODELS,
              "Model to serve, or several with commas between; the first is the default model")
          .shownAs(names -> String.join(",", names))
          .orElse("gpt-4o-mini with a key, demo without")
          .shownAlways();
  public static final Setting<String> SYSTEM_PROMPT =
      Setting.text("SYSTEM_PROMPT", MODELS, "First instruction of every chat")
          .withDefault("You are a helpful assistant.");
  public static final Setting<Duration> DEMO_DELAY =
      Setting.of(
              "DEMO_DELAY",
              ValueTypes.TIME_FROM_ZERO,
              MODELS,
              "Pause between the words of the demo model")
          .shownAs(ValueTypes::shown)
          .withDefault("20ms");

  public static final Setting<String> GATEWAY_HOST =
      Setting.host("GATEWAY_HOST", GATEWAY, "Address that the gateway listens on")
          .withDefault("0.0.0.0")
          .shownAlways();
  public static final Setting<Integer> GATEWAY_PORT =
      Setting.port("GATEWAY_PORT", GATEWAY, "Port of the gateway")
          .withDefault("8001")
          .shownAlways();
  public static final Setting<Secret> ADMIN_KEY =
      Setting.secret(
              "ADMIN_KEY",
              GATEWAY,
              "Secret for administrative access, also good as an API key without rate limit")
          .orElse("made at first start and kept in DATA_DIR")
          .shownAlways();
  public static final Setting<Path> TLS_CERT =
      Setting.of(
          "TLS_CERT",
          ValueTypes.PATH,
          GATEWAY,
          "PEM file with the gateway's certificate chain: it speaks HTTPS alone, HTTP/2 included");
  public static final Setting<Path> TLS_KEY =
      Setting.of(
          "TLS_KEY", ValueTypes.PATH, GATEWAY, "PEM file with the private key that goes with it");
  public static final Setting<TrustedProxies> TRUSTED_PROXIES =
      Setting.of(
          "TRUSTED_PROXIES",
          TrustedProxies.TYPE,
          GATEWAY,
          "Proxies whose X-Forwarded-* count: addresses or networks such as 10.0.0.0/8");
  public static final Setting<Signup> SIGNUP =
      Setting.choice("SIGNUP", Signup.class, GATEWAY, "Whether people may make accounts themselves")
          .withDefault("open");
  public static final Setting<Duration> SESSION_TIME =
      Setting.duration("SESSION_TIME", GATEWAY, "How long a login lasts").withDefault("7d");
  public static final Setting<Routing> INFERENCE_ROUTING =
      Setting.of(
              "INFERENCE_ROUTING",
              Routing.TYPE,
              GATEWAY,
              "JSON object: model name to host or URL of its inference service")
          .shownAs(routing -> routing.inference().toString())
          .orElse("within the process (standalone)");
  public static final Setting<URI> INFERENCE_SERVICE_HOST =
      Setting.of(
          "INFERENCE_SERVICE_HOST",
          Routing.ADDRESS,
          GATEWAY,
          "Host of one inference service for MODEL_NAME, where INFERENCE_ROUTING is not set");

  public static final Setting<String> INFERENCE_HOST =
      Setting.host("INFERENCE_HOST", INFERENCE, "Address that the inference service listens on")
          .withDefault("127.0.0.1")
          .withDefaultApart("0.0.0.0")
          .shownAlways();
  public static final Setting<Integer> INFERENCE_PORT =
      Setting.port("INFERENCE_PORT", INFERENCE, "Port of the inference service")
          .withDefault("8000")
          .shownAlways();
  public static final Setting<Secret> INFERENCE_TOKEN =
      Setting.secret(
          "INFERENCE_TOKEN", INFERENCE, "Secret that gateway and inference service share");

  public static final Setting<Path> DATA_DIR =
      Setting.of("DATA_DIR", ValueTypes.PATH, STORAGE, "Folder for everything that is kept")
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
          .orElse("SQLite in DATA_DIR")
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
          .orElse("the same as POSTGRES_USER");

  public static final Setting<List<RateLimit>> RATE_LIMIT =
      Setting.of(
              "RATE_LIMIT",
              RateLimit.TYPE,
              LIMITS,
              "Calls per user: 60/minute, 100/hour;1000/day, a bare number per minute, or off")
          .shownAs(RateLimit::text)
          .withDefault("60/minute")
          .shownAlways();
  public static final Setting<Secret> REDIS_URL =
      Setting.secret(
              "REDIS_URL",
              ValueTypes.secretUrl(
                  "a URL such as redis://:password@host:6379/0", "redis:", "rediss:", "unix:"),
              LIMITS,
              "Redis, for limits that several gateways share: redis://:password@host:6379/0")
          .shownAs(url -> Quoted.url(url.reveal()))
          .orElse("limits in memory")
          .shownAlways();
  public static final Setting<String> REDIS_HOST =
      Setting.host("REDIS_HOST", LIMITS, "Host of Redis, where REDIS_URL is not set");
  public static final Setting<Integer> REDIS_PORT =
      Setting.port("REDIS_PORT", LIMITS, "Port that goes with REDIS_HOST").withDefault("6379");
  public static final Setting<Secret> REDIS_PASSWORD =
      Setting.secret(
          "REDIS_PASSWORD", ValueTypes.PASSWORD, LIMITS, "Password that goes with REDIS_HOST");
  public static final Setting<Long> MAX_BODY_SIZE =
      Setting.size("MAX_BODY_SIZE", LIMITS, "Largest request body").withDefault("32MB");
  public static final Setting<Long> MAX_REPLY_SIZE =
      Setting.size("MAX_REPLY_SIZE", LIMITS, "Largest reply of a provider that is not a stream")
          .withDefault("64MB");

  public static final Setting<Duration> CONNECT_TIMEOUT =
      Setting.duration("CONNECT_TIMEOUT", TIMES, "Longest wait for a connection to a provider")
          .withDefault("2s");
  public static final Setting<Duration> FIRST_BYTE_TIMEOUT =
      Setting.duration("FIRST_BYTE_TIMEOUT", TIMES, "Longest wait for a provider's first byte")
          .withDefault("600s");
  public static final Setting<Duration> IDLE_TIMEOUT =
      Setting.duration("IDLE_TIMEOUT", TIMES, "Longest silence within a provider's reply")
          .withDefault("120s");
  public static final Setting<Duration> TOTAL_TIMEOUT =
      Setting.duration("TOTAL_TIMEOUT", TIMES, "Longest time for one call").withDefault("30m");
  public static final Setting<Duration> DRAIN_DELAY =
      Setting.of(
              "DRAIN_DELAY",
              ValueTypes.TIME_FROM_ZERO,
              TIMES,
              "How long calls are still taken when stopping, so that load balancers notice")
          .shownAs(ValueTypes::shown)
          .withDefault("0s");
  public static final Setting<Duration> DRAIN_TIMEOUT =
      Setting.duration("DRAIN_TIMEOUT", TIMES, "Longest wait for open calls when stopping")
          .withDefault("120s");

  public static final Setting<LogFormat> LOG_FORMAT =
      Setting.choice("LOG_FORMAT", LogFormat.class, LOGS, "How log records are written")
          .withDefault("text");
  public static final Setting<LogLevel> LOG_LEVEL =
      Setting.choice("LOG_LEVEL", LogLevel.class, LOGS, "Least important record to write")
          .withDefault("info");
  public static final Setting<Boolean> LOG_BODIES =
      Setting.flag("LOG_BODIES", LOGS, "Whether what people write and read is logged")
          .withDefault("off");

  public static final Setting<Integer> EVENT_LOOPS =
      Setting.count("EVENT_LOOPS", PROCESS, "Threads that carry calls")
          .withDefault(Runtime.getRuntime().availableProcessors(), "number of processors");
  public static final Setting<Integer> UPSTREAM_CONNECTIONS =
      Setting.count(
              "UPSTREAM_CONNECTIONS", PROCESS, "Connections of one event loop to one provider")
          .withDefault("10000");
  public static final Setting<Integer> MAX_OPEN_REQUESTS =
      Setting.count(
              "MAX_OPEN_REQUESTS", PROCESS, "Requests that are answered at one time; more get 503")
          .withDefault("10000");
  public static final Setting<Path> CONFIG_FILE =
      Setting.of("CONFIG_FILE", ValueTypes.PATH, PROCESS, "The configuration file")
          .orElse("./llm-chat.yaml if it exists");

  /** Every setting, in the order of the documentation. */
  public static final List<Setting<?>> ALL =
      List.of(
          OPENAI_API_KEY,
          OPENAI_BASE_URL,
          MODEL_NAME,
          SYSTEM_PROMPT,
          DEMO_DELAY,
          GATEWAY_HOST,
          GATEWAY_PORT,
          ADMIN_KEY,
          TLS_CERT,
          TLS_KEY,
          TRUSTED_PROXIES,
          SIGNUP,
          SESSION_TIME,
          INFERENCE_ROUTING,
          INFERENCE_SERVICE_HOST,
          INFERENCE_HOST,
          INFERENCE_PORT,
          INFERENCE_TOKEN,
          DATA_DIR,
          DATABASE_URL,
          DATABASE_POOL,
          DATABASE_WAIT,
          POSTGRES_HOST,
          POSTGRES_PORT,
          POSTGRES_USER,
          POSTGRES_PASSWORD,
          POSTGRES_DB,
          RATE_LIMIT,
          REDIS_URL,
          REDIS_HOST,
          REDIS_PORT,
          REDIS_PASSWORD,
          MAX_BODY_SIZE,
          MAX_REPLY_SIZE,
          CONNECT_TIMEOUT,
          FIRST_BYTE_TIMEOUT,
          IDLE_TIMEOUT,
          TOTAL_TIMEOUT,
          DRAIN_DELAY,
          DRAIN_TIMEOUT,
          LOG_FORMAT,
          LOG_LEVEL,
          LOG_BODIES,
          EVENT_LOOPS,
          UPSTREAM_CONNECTIONS,
          MAX_OPEN_REQUESTS,
          CONFIG_FILE);

  private KnownSettings() {}

  /** The setting of that name, or whose {@code _FILE} twin has that name. */
  public static Optional<Setting<?>> find(String name) {
    for (Setting<?> setting : ALL) {
      if (setting.name().equals(name)
          || (setting.mayComeFromFile() && setting.fileName().equals(name))) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }
}
