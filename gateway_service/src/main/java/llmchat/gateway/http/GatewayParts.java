package llmchat.gateway.http;

import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import llmchat.gateway.account.OfferedModels;
import llmchat.gateway.auth.Accounts;
import llmchat.gateway.auth.Callers;
import llmchat.gateway.auth.LogInAttempts;
import llmchat.gateway.auth.OwnAccount;
import llmchat.gateway.auth.OwnKeys;
import llmchat.gateway.ledger.Ledger;
import llmchat.gateway.limits.Limiters;
import llmchat.llm.routing.CurrentCatalogue;
import llmchat.llm.upstream.OutboundHttp;
import llmchat.llm.upstream.Timeouts;
import llmchat.server.call.ModelList;
import llmchat.server.http.BodyBounds;
import llmchat.server.observe.RequestLog;
import llmchat.server.observe.ServiceMetrics;
import llmchat.web.PackedPage;

/**
 * What all event loops of a gateway share; each part is safe for any thread.
 *
 * @param ready whether it can serve: the database answers and nobody asked it to stop
 * @param nanoTime a monotonic clock in nanoseconds
 */
public record GatewayParts(
    Listening listening,
    BodyBounds bodies,
    boolean signUpOpen,
    Callers callers,
    Accounts accounts,
    LogInAttempts logInAttempts,
    OwnAccount ownAccount,
    OwnKeys ownKeys,
    ChatParts chats,
    ModelList models,
    OfferedModels offeredModels,
    PackedPage page,
    Limiters limiters,
    Ledger ledger,
    CurrentCatalogue catalogue,
    Timeouts timeouts,
    OutboundHttp.Bounds bounds,
    ServiceMetrics metrics,
    RequestLog log,
    BooleanSupplier ready,
    InstantSource time,
    LongSupplier nanoTime) {}
