package llmchat.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads small text files of the operator. */
public final class TextFile {
  private TextFile() {}

  /**
   * Reads UTF-8 text, without its byte order mark. The problem completes a sentence that begins
   * with the name of the file. Blocks.
   *
   * @param largest the size limit, in bytes
   */
  public static Reading<String> read(Path file, int largest) {
    if (Files.isDirectory(file)) {
      return Reading.bad("is a folder, not a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(largest + 1);
      if (bytes.length > largest) {
        return Reading.bad("is larger than " + largest / 1024 + " KB");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Reading.good(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return Reading.bad("is not UTF-8 text");
    } catch (NoSuchFileException e) {
      return Reading.bad("does not exist");
    } catch (AccessDeniedException e) {
      return Reading.bad("is not readable by this user");
    } catch (IOException e) {
      return Reading.bad("cannot be read");
    }
  }
}
