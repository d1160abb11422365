package llmchat.bench.measure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LongSummaryStatistics;
import llmchat.bench.load.Length;
import llmchat.bench.load.Request;

/**
 * How long a right answer is. Gateways that write the answer anew give it another length, and some
 * not always the same; so it is asked for a few times.
 */
final class AnswerLength {
  private static final int TIMES = 5;

  private AnswerLength() {}

  /** What the subject answers to this request; blocks. */
  static Length of(Request request) throws IOException, InterruptedException {
    LongSummaryStatistics lengths = new LongSummaryStatistics();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int i = 0; i < TIMES; i++) {
        lengths.accept(length(client, request));
      }
    }
    long between = lengths.getMax() - lengths.getMin();
    return new Length(lengths.getMin() - between, lengths.getMax() + between);
  }

  private static long length(HttpClient client, Request request)
      throws IOException, InterruptedException {
    HttpRequest.Builder call =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + request.port() + request.path()))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(request.body().getBytes()));
    for (String line : request.headers()) {
      int colon = line.indexOf(':');
      call.header(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
    HttpResponse<byte[]> answer = client.send(call.build(), BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException("a plain call was answered with " + answer.statusCode());
    }
    return answer.body().length;
  }
}
