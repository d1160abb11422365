package llmchat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RealRedisTest {

  @Test
  void stopsAndComesBackOnItsPort() throws Exception {
    try (RealRedis redis = RealRedis.started()) {
      assertThat(ping(redis)).isEqualTo("+PONG\r\n");
      redis.stop();
      assertThatThrownBy(() -> ping(redis)).isInstanceOf(IOException.class);
      redis.start();
      assertThat(ping(redis)).isEqualTo("+PONG\r\n");
    }
  }

  @Test
  void runsOneForTheWholeJvm() throws Exception {
    assertThat(RealRedis.shared()).isSameAs(RealRedis.shared());
    assertThat(ping(RealRedis.shared())).isEqualTo("+PONG\r\n");
    assertThat(RealRedis.shared().url()).endsWith(":" + RealRedis.shared().port());
  }

  private static String ping(RealRedis redis) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readNBytes(7), StandardCharsets.US_ASCII);
    }
  }
}
