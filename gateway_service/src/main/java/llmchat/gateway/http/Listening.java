package llmchat.gateway.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import llmchat.server.http.HttpServerFront;
import llmchat.server.http.TrustedProxies;
import llmchat.server.tls.ShownCertificate;

/**
 * How a gateway listens, the same on all of its event loops; each part is safe for any thread.
 *
 * @param host where to listen
 * @param port 0 for a free one
 * @param certificate what is shown where HTTPS is spoken
 * @param proxies who is believed about clients
 * @param maxOpen requests answered at one time on one event loop, at most
 * @param bound set to the port that was taken
 * @param fronts the servers of all event loops, for the orderly end
 */
public record Listening(
    String host,
    int port,
    Optional<ShownCertificate> certificate,
    TrustedProxies proxies,
    int maxOpen,
    AtomicInteger bound,
    List<HttpServerFront> fronts) {}
