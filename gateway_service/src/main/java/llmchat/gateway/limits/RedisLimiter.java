package llmchat.gateway.limits;

import io.vertx.core.Future;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import llmchat.llm.EventLoop;
import llmchat.llm.Secret;
import llmchat.llm.Watch;
import llmchat.server.PackagedFile;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls in Redis, shared by all gateways: one round trip of one script, by Redis's clock,
 * exact under concurrency. While Redis is down each process counts by itself, so the worst case is
 * the limit times the number of gateways. Confined to its event loop.
 */
final class RedisLimiter implements Limiter {
  private static final String SCRIPT = script("acquire.lua");

  /** Rarely needed, so it is sent each time instead of loaded. */
  private static final String USAGE = script("usage.lua");

  private static final Duration PATIENCE = Duration.ofMillis(250);
  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(2);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);
  private static final int MAX_WAITING = 20_000;

  private final EventLoop loop;
  private final RedisOptions options;
  private final List<RateLimit> limits;
  private final MemoryLimiter local;
  private final RedisOutage outage;
  private final Watch watch;
  private @Nullable Link link;

  /** Whether a call has waited for a connection in vain, and none was made since. */
  private boolean unresponsive;

  private Future<?> attempt = Future.succeededFuture();
  private long lastAttempt;

  /**
   * A connection to a server that has loaded the script with that digest. Each has its own client,
   * since a client's pool would hand out an unresponsive connection again.
   */
  private record Link(Redis client, RedisConnection connection, String digest) {}

  RedisLimiter(
      EventLoop loop,
      Secret address,
      List<RateLimit> limits,
      MemoryLimiter local,
      RedisOutage outage) {
    this.loop = loop;
    this.limits = limits;
    this.local = local;
    this.outage = outage;
    this.watch = loop.watch();
    this.lastAttempt = watch.now() - Watch.nanos(BETWEEN_ATTEMPTS);
    this.options =
        new RedisOptions()
            .setConnectionString(address.reveal())
            .setMaxPoolSize(1)
            .setMaxWaitingHandlers(MAX_WAITING)
            .setNetClientOptions(
                new NetClientOptions().setConnectTimeout(1000).setTcpNoDelay(true));
    connect();
  }

  @Override
  public Future<Admission> acquire(String subject) {
    Link open = link;
    if (open != null) {
      return ask(open, subject);
    }
    connect();
    if (unresponsive && outage.isKnown()) {
      // It must not hold up each call; attempts go on in the background.
      return Future.succeededFuture(locally(subject));
    }
    return attempt
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .transform(done -> {
          unresponsive = link == null;
          return link != null ? ask(link, subject) : Future.succeededFuture(locally(subject));
        });
  }

  /** Waits for the first connection, so that even the first calls are counted in Redis. */
  @Override
  public Future<Void> ready() {
    return attempt
        .timeout(FIRST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .transform(done -> Future.succeededFuture());
  }

  @Override
  public Future<List<LimitUsage>> usage(String subject) {
    Link open = link;
    if (open == null) {
      connect();
      return Future.succeededFuture(local.usageNow(subject));
    }
    Request request = withKeys(Request.cmd(Command.EVAL).arg(USAGE), subject);
    limits.forEach(limit -> request.arg(Window.slotMillis(limit)));
    return open.connection
        .send(request)
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .map(this::usage)
        .recover(failure -> Future.succeededFuture(local.usageNow(subject)));
  }

  private List<LimitUsage> usage(@Nullable Response answer) {
    if (answer == null || answer.size() != 2 * limits.size()) {
      throw new IllegalStateException("Redis returned something other than the script's result");
    }
    List<LimitUsage> usages = new ArrayList<>();
    for (int i = 0; i < limits.size(); i++) {
      usages.add(
          new LimitUsage(
              limits.get(i),
              (int) number(answer, 2 * i),
              Duration.ofMillis(number(answer, 2 * i + 1))));
    }
    return usages;
  }

  private static String script(String name) {
    return new String(PackagedFile.read("/llmchat/gateway/limits/" + name), StandardCharsets.UTF_8);
  }

  /** Adds the keys of the subject; the braces keep them on one node of a cluster. */
  private Request withKeys(Request request, String subject) {
    request.arg(limits.size());
    limits.forEach(limit -> request.arg("llm-chat:limit:{" + subject + "}:" + limit));
    return request;
  }

  private Future<Admission> ask(Link open, String subject) {
    Request request = withKeys(Request.cmd(Command.EVALSHA).arg(open.digest), subject);
    for (RateLimit limit : limits) {
      request.arg(limit.calls()).arg(Window.slotMillis(limit));
    }
    return open.connection
        .send(request)
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .map(this::admission)
        .recover(failure -> {
          drop(open);
          return Future.succeededFuture(locally(subject));
        });
  }

  private Admission admission(@Nullable Response answer) {
    if (answer == null || answer.size() != 5) {
      throw new IllegalStateException("Redis returned something other than the script's result");
    }
    outage.recovered();
    RateLimit limit = limits.get((int) number(answer, 1) - 1);
    Duration reset = Duration.ofMillis(number(answer, 4));
    return number(answer, 0) == 1
        ? new Admission.Admitted(limit, (int) number(answer, 2), reset)
        : new Admission.Refused(limit, Duration.ofMillis(number(answer, 3)), reset);
  }

  private static long number(Response answer, int index) {
    return Long.parseLong(answer.get(index).toString());
  }

  private Admission locally(String subject) {
    outage.decidedLocally();
    return local.admit(subject);
  }

  /** Connects in the background, at most once a second. */
  private void connect() {
    if (!attempt.isComplete() || watch.now() - lastAttempt < Watch.nanos(BETWEEN_ATTEMPTS)) {
      return;
    }
    lastAttempt = watch.now();
    Redis client = Redis.createClient(loop.vertx(), options);
    attempt =
        client
            .connect()
            .compose(open ->
                open.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(SCRIPT))
                    .map(loaded -> new Link(client, open, String.valueOf(loaded))))
            .timeout(FIRST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .onSuccess(this::use)
            .onFailure(problem -> client.close());
  }

  private void use(Link made) {
    made.connection.exceptionHandler(problem -> drop(made));
    made.connection.endHandler(closed -> drop(made));
    link = made;
    unresponsive = false;
  }

  private void drop(Link broken) {
    if (broken.equals(link)) {
      link = null;
      broken.client.close();
    }
  }
}
