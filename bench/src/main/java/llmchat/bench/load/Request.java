package llmchat.bench.load;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * What is sent again and again.
 *
 * @param port on 127.0.0.1
 * @param headers whole lines such as {@code Authorization: Bearer x}, without Host, Content-Length
 *     and Content-Type
 * @param body JSON
 */
public record Request(int port, String path, List<String> headers, Buffer body) {}
