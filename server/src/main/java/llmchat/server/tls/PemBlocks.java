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

/** Parses the blocks of a PEM file (RFC 7468); text around them is ignored. */
final class PemBlocks {
  private PemBlocks() {}

  /**
   * The blocks of a text, in order; lines may be indented.
   *
   * @throws IOException if a block has no end
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
   * The content of a block, as an object of Bouncy Castle.
   *
   * @throws IOException or a RuntimeException if the content does not match the label
   */
  static Object content(PemObject block) throws IOException {
    try (PEMParser parser = new ParserOfOne(block)) {
      return parser.readObject();
    }
  }

  /** A parser of one given block; Bouncy Castle's own can only be created from a text. */
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
