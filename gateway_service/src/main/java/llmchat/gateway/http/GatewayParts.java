package llmchat.gateway.http;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import llmchat.gateway.auth.Accounts;
import llmchat.gateway.auth.Callers;
import llmchat.gateway.auth.LogInAttempts;
import llmchat.gateway.chat.ChatModels;
import llmchat.gateway.chat.ChatStore;
import llmchat.gateway.ledger.Ledger;
import llmchat.gateway.limits.Limiters;
import llmchat.llm.LlmClients;
import llmchat.llm.config.TrustedProxies;
import llmchat.llm.http.BodyBounds;
import llmchat.llm.http.HttpServerFront;
import llmchat.llm.http.ModelList;
import llmchat.llm.observe.RequestLog;
import llmchat.llm.observe.ServiceMetrics;

/**
 * What all event loops of a gateway share; each part is safe for any thread.
 *
 * @param host where to listen
 * @param port 0 for a free one
 * @param certificate what is shown where HTTPS is spoken
 * @param bound set to the port that was taken
 * @param fronts the servers of all event loops, for the orderly end
 * @param maxOpen requests answered at one time on one event loop, at most
 * @param ready whether it can serve: the database answers and nobody asked it to stop
 * @param nanoTime a monotonic clock in nanoseconds
 */
public record GatewayParts(
    String host,
    int port,
    Optional<ShownCertificate> certificate,
    TrustedProxies proxies,
    AtomicInteger bound,
    List<HttpServerFront> fronts,
    BodyBounds bodies,
    int maxOpen,
    boolean signUpOpen,
    String systemPrompt,
    Callers callers,
    Accounts accounts,
    LogInAttempts logInAttempts,
    ChatStore chats,
    ChatModels chatModels,
    ModelList models,
    Limiters limiters,
    Ledger ledger,
    LlmClients clients,
    ServiceMetrics metrics,
    RequestLog log,
    BooleanSupplier ready,
    InstantSource time,
    LongSupplier nanoTime) {}
