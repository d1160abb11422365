package llmchat.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Callers;
import llmchat.gateway.calls.Calls;
import llmchat.gateway.ledger.NoLedger;
import llmchat.gateway.limits.AdmissionCheck;
import llmchat.gateway.limits.NoLimiter;
import llmchat.gateway.relay.toy.ToyDialect;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.DatabaseAddress;
import llmchat.gateway.store.StoreBounds;
import llmchat.llm.BodyMemory;
import llmchat.llm.Dialect;
import llmchat.llm.EventLoop;
import llmchat.llm.LlmClient;
import llmchat.llm.Outcome;
import llmchat.llm.Pool;
import llmchat.llm.ProviderSide;
import llmchat.llm.Secret;
import llmchat.llm.TargetName;
import llmchat.llm.Usage;
import llmchat.llm.routing.Catalogue;
import llmchat.llm.routing.CurrentCatalogue;
import llmchat.llm.routing.Router;
import llmchat.llm.routing.ServedModel;
import llmchat.llm.routing.Target;
import llmchat.llm.upstream.OutboundHttp;
import llmchat.llm.upstream.Server;
import llmchat.llm.upstream.Timeouts;
import llmchat.server.Clocks;
import llmchat.server.call.CallOpener;
import llmchat.server.call.CallReader;
import llmchat.server.call.CallRecord;
import llmchat.server.call.ModelList;
import llmchat.server.http.AllowedHosts;
import llmchat.server.http.Bodies;
import llmchat.server.http.BodyBounds;
import llmchat.server.http.ExchangeListeners;
import llmchat.server.http.HttpService;
import llmchat.server.http.Routes;
import llmchat.server.http.ServerLoad;
import llmchat.server.http.TrustedProxies;
import llmchat.testkit.Await;
import llmchat.testkit.Bytes;
import llmchat.testkit.Http;
import llmchat.testkit.RecordedRequest;
import llmchat.testkit.Reply;
import llmchat.testkit.ScriptedUpstream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A dialect that shares nothing with the others is relayed from both sides, with its own errors and
 * its own ends of streams, by one package and one entry in a list.
 */
class ToyDialectTest {
  private static final String ADMIN = "an-admin-key-of-a-usual-length-0123456789";
  private static final Timeouts TIMEOUTS =
      new Timeouts(
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(20));

  @TempDir Path folder;
  private final Dialect toy = new ToyDialect();
  private final ScriptedUpstream upstream = ScriptedUpstream.start();
  private final List<CallRecord> records = new CopyOnWriteArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private final Clocks clocks = new Clocks(InstantSource.system(), System::nanoTime);
  private Database database;
  private Http http;

  @BeforeEach
  void start() {
    database =
        Database.open(
            DatabaseAddress.inFolder(folder),
            StoreBounds.DEFAULT,
            clocks.time(),
            clocks.nanoTime());
    BodyBounds bounds =
        BodyBounds.alone(1_000_000, new BodyMemory(1_000_000), new BodyMemory(1_000_000), 100);
    HttpService.Listening listening =
        new HttpService.Listening(
            1, "127.0.0.1", 0, 1, 100, TrustedProxies.NONE, AllowedHosts.NONE, Optional.empty());
    HttpService service =
        Await.value(
            HttpService.start(
                vertx,
                listening,
                ServerLoad.alone(bounds.replies(), 100),
                loop -> Future.succeededFuture(wiring(loop, bounds)),
                clocks.nanoTime()));
    http = Http.to(service.port());
  }

  @AfterEach
  void stop() {
    http.close();
    Await.value(vertx.close());
    database.close();
    upstream.close();
  }

  private HttpService.Wiring wiring(EventLoop loop, BodyBounds bounds) {
    CurrentCatalogue catalogue = new CurrentCatalogue(catalogue());
    OutboundHttp out = new OutboundHttp(loop, TIMEOUTS, new OutboundHttp.Bounds(10, 10, 1_000_000));
    LlmClient models = new Router(catalogue, loop, out);
    Authentication authentication =
        new Authentication(
            new Callers(database, Optional.of(new Secret(ADMIN)), List.of(), clocks),
            new Pool(Authentication.STORE_WORK));
    Calls calls =
        new Calls(
            loop,
            new AdmissionCheck(new NoLimiter()),
            new NoLedger(),
            models,
            new CallOpener(records::add, clocks.nanoTime()));
    CallReader reader = new CallReader(new Bodies(loop.watch(), bounds), catalogue);
    Routes routes = new Routes().front(RelayRoutes.FRONT);
    new RelayRoutes(
            new Relay(authentication, reader, calls),
            authentication,
            new ModelList(catalogue, 0),
            List.of(toy))
        .addTo(routes);
    return new HttpService.Wiring(routes, new ExchangeListeners(List.of()));
  }

  private Catalogue catalogue() {
    ProviderSide provider = toy.provider();
    Server server =
        Server.of(
            URI.create(upstream.origin()),
            Optional.of(provider.authentication(new Secret("toy-secret"))));
    Target target =
        new Target(
            new TargetName("toys", "bear-1"),
            (loop, out) ->
                call ->
                    out.send(
                        call,
                        provider.path(call, "bear-1"),
                        provider.body(call, "bear-1", true),
                        server));
    return new Catalogue(List.of(new ServedModel("bear", 1000, List.of(target))), "bear");
  }

  private Http caller() {
    return http.bearer(ADMIN);
  }

  @Test
  void relaysAWholeAnswerByItsOwnPathKeyAndHeaders() throws Exception {
    upstream.enqueue(
        Reply.json(200, "{\"word\":\"hi\",\"cost\":{\"in\":3,\"out\":1}}")
            .header("x-toy-weather", "sunny")
            .header("x-ratelimit-limit-requests", "5"));

    var answer =
        caller().with("x-toy-mood", "glad").post("/toy/say", "{\"to\":\"bear\",\"say\":\"1e3\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"word\":\"hi\",\"cost\":{\"in\":3,\"out\":1}}");
    assertThat(answer.headers().firstValue("x-toy-weather")).contains("sunny");
    assertThat(answer.headers().firstValue("x-ratelimit-limit-requests")).isEmpty();
    RecordedRequest sent = upstream.takeRequest();
    assertThat(sent.path()).isEqualTo("/bear-1/say");
    assertThat(sent.header("x-toy-key")).isEqualTo("toy-secret");
    assertThat(sent.header("x-toy-mood")).isEqualTo("glad");
    assertThat(sent.body().utf8()).isEqualTo("{\"to\":\"bear\",\"say\":\"1e3\"}");
    assertThat(records).hasSize(1);
    CallRecord call = records.getFirst();
    assertThat(call.dialect()).isEqualTo("toy");
    assertThat(call.usage()).isEqualTo(Usage.reported(3, 1));
    assertThat(call.target()).contains(new TargetName("toys", "bear-1"));
  }

  @Test
  void endsAStreamAsTheDialectDoes() throws Exception {
    upstream.enqueue(
        Reply.events(
            Bytes.utf8("data: {\"word\":\"a\"}\n\n"),
            Bytes.utf8("data: {\"over\":true,\"cost\":{\"in\":2,\"out\":9}}\n\n")));

    var answer = caller().post("/v9/say", "{\"to\":\"bear\",\"live\":true}");

    assertThat(answer.body()).isEqualTo("data: {\"word\":\"a\"}\n\nevent: bye\ndata: {}\n\n");
    assertThat(records.getFirst().ending().outcome()).isEqualTo(Outcome.OK);
  }

  @Test
  void breaksAStreamWithTheProvidersOwnErrorOrOneOfOurs() throws Exception {
    upstream.enqueue(
        Reply.events(
            Bytes.utf8("data: {\"word\":\"a\"}\n\n"), Bytes.utf8("data: {\"oops\":\"tired\"}\n\n")),
        Reply.events(Bytes.utf8("data: {\"word\":\"a\"}\n\n")));

    assertThat(caller().post("/toy/say", "{\"to\":\"bear\",\"live\":true}").body())
        .isEqualTo("data: {\"word\":\"a\"}\n\nevent: oops\ndata: {\"oops\":\"tired\"}\n\n");
    assertThat(caller().post("/toy/say", "{\"to\":\"bear\",\"live\":true}").body())
        .startsWith("data: {\"word\":\"a\"}\n\nevent: oops\ndata: {\"oops\":\"The model provider")
        .doesNotContain("bye");
  }

  @Test
  void tellsOurOwnErrorsInTheDialectsForm() throws Exception {
    assertThat(caller().post("/toy/say", "{\"say\":\"?\"}").body())
        .isEqualTo("{\"oops\":\"'to' is missing.\"}");
    assertThat(caller().post("/toy/say", "{\"to\":\"wolf\"}").body()).startsWith("{\"oops\":");
    assertThat(http.post("/toy/say", "{\"to\":\"bear\"}").statusCode()).isEqualTo(401);
    assertThat(http.post("/toy/say", "{\"to\":\"bear\"}").body()).startsWith("{\"oops\":");
    assertThat(records).isEmpty();
  }
}
