package llmchat.server.tls;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** The blocks of a PEM file (RFC 7468); what stands around them is a comment. */
final class PemBlocks {
  private PemBlocks() {}

  /**
   * The blocks of a text, in their order; it may be indented.
   *
   * @throws IOException if a block does not end
   * @throws RuntimeException if a block is not Base64
   */
  static List<PemObject> of(String text) throws IOException {
    String lines = text.lines().map(String::strip).collect(Collectors.joining("\n"));
    List<PemObject> blocks = new ArrayList<>();
    try (PemReader reader = new PemReader(new StringReader(lines))) {
      for (PemObject block = reader.readPemObject();
          block != null;
          block = reader.readPemObject()) {
        blocks.add(block);
      }
    }
    return blocks;
  }

  /**
   * What the block holds, as Bouncy Castle's type for it.
   *
   * @throws IOException or a RuntimeException if it does not hold what its label says
   */
  static Object content(PemObject block) throws IOException {
    try (PEMParser parser = new ParserOfOne(block)) {
      return parser.readObject();
    }
  }

  /** The parser knows blocks only by the text they come from; this one is given a block. */
  private static final class ParserOfOne extends PEMParser {
    private final PemObject block;

    ParserOfOne(PemObject block) {
      super(Reader.nullReader());
      this.block = block;
    }

    @Override
    public PemObject readPemObject() {
      return block;
    }
  }
}
