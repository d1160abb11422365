package llmchat.bench;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times as the program's own settings write them: {@code 90s}, {@code 30m}, {@code 2h}. */
final class TimeConverter implements ITypeConverter<Duration> {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,6})([smh])");

  @Override
  public Duration convert(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new TypeConversionException("\"" + text + "\" is not a time; write 90s, 30m or 2h");
    }
    return Duration.parse("PT" + time.group(1) + time.group(2));
  }
}
