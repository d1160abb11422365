package llmchat.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class BlackHoleTest {
  @Test
  void neitherAcceptsNorRefuses() throws IOException {
    try (var hole = BlackHole.open();
        var socket = new Socket()) {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), hole.port());

      assertThatThrownBy(() -> socket.connect(address, 100))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }
}
