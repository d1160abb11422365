package llmchat.bench.fault;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;

/** Passes bytes both ways and closes one side when the other one closes; knows nothing of HTTP. */
final class PassThrough implements InThisProcess {
  private final NetClient client;
  private final NetServer server;

  private PassThrough(Vertx vertx, int upstreamPort) {
    client = vertx.createNetClient();
    server =
        vertx
            .createNetServer()
            .connectHandler(socket -> {
              socket.pause();
              client
                  .connect(upstreamPort, "127.0.0.1")
                  .onSuccess(upstream -> join(socket, upstream));
            });
  }

  static PassThrough listen(Vertx vertx, int upstreamPort) {
    PassThrough gateway = new PassThrough(vertx, upstreamPort);
    gateway.server.listen(0, "127.0.0.1").await();
    return gateway;
  }

  private static void join(NetSocket client, NetSocket upstream) {
    passOn(client, upstream);
    passOn(upstream, client);
    client.resume();
  }

  private static void passOn(NetSocket from, NetSocket to) {
    from.handler(to::write);
    from.exceptionHandler(_ -> to.close());
    from.closeHandler(_ -> to.close());
  }

  @Override
  public int port() {
    return server.actualPort();
  }

  @Override
  public List<String> headers() {
    return List.of();
  }

  @Override
  public void close() {
    server.close().await();
    client.close().await();
  }
}
