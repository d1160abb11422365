package llmchat.standalone.secrets;

import java.util.regex.Pattern;

/**
 * The name of a secret: {@code group/key}, such as {@code postgres/POSTGRES_PASSWORD}. A group is
 * the files of one folder, or the keys of one Kubernetes Secret.
 *
 * @param generated whether a random value is generated if none is given; otherwise it stays empty
 */
public record SecretName(String group, String key, boolean generated) {
  private static final Pattern PART = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,253}");

  public SecretName {
    if (!PART.matcher(group).matches() || !PART.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "a secret is named NAME/KEY, both of letters, digits, dots, dashes and underscores");
    }
  }

  /**
   * Parses {@code group/key}, or {@code group/key?} for a secret that is never generated.
   *
   * @throws IllegalArgumentException if it is neither, with a message for the operator
   */
  public static SecretName parse(String text) {
    boolean optional = text.endsWith("?");
    String name = optional ? text.substring(0, text.length() - 1) : text;
    int slash = name.indexOf('/');
    return new SecretName(
        name.substring(0, Math.max(slash, 0)), name.substring(slash + 1), !optional);
  }

  @Override
  public String toString() {
    return group + "/" + key;
  }
}
