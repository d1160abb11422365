package llmchat.gateway.accounts;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import llmchat.llm.Failure.FieldProblem;
import llmchat.llm.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A user name, in NFC, and a password as it was sent.
 *
 * <p>For a new account the name has 1 to 128 characters (code points, after NFC) and no control
 * character, the password 8 to 1,024 bytes of UTF-8. A login only requires that both are present:
 * adopted accounts may have names and passwords that these rules would refuse.
 */
record Credentials(String username, Secret password) {
  private static final int MAX_NAME = 128;
  private static final int MIN_PASSWORD_BYTES = 8;
  private static final int MAX_PASSWORD_BYTES = 1_024;

  /** The outcome of a check. */
  public sealed interface Checked {}

  /** Name and password are valid. */
  public record Valid(Credentials credentials) implements Checked {}

  /** At least one error, in the order of the fields. */
  public record Invalid(List<FieldProblem> errors) implements Checked {
    public Invalid {
      errors = List.copyOf(errors);
    }
  }

  /** Checks the fields of a sign-up; null stands for a field that was not sent. */
  public static Checked check(@Nullable String username, @Nullable String password) {
    List<FieldProblem> errors = new ArrayList<>();
    String name = username == null ? "" : Normalizer.normalize(username, Normalizer.Form.NFC);
    if (username == null) {
      errors.add(missing("username"));
    } else {
      checkName(name, errors);
    }
    if (password == null) {
      errors.add(missing("password"));
    } else {
      checkPassword("password", password, errors);
    }
    return password == null || !errors.isEmpty()
        ? new Invalid(errors)
        : new Valid(new Credentials(name, new Secret(password)));
  }

  /** The errors of a new password that was sent in that field. */
  public static List<FieldProblem> passwordProblems(String field, Secret password) {
    List<FieldProblem> errors = new ArrayList<>();
    checkPassword(field, password.reveal(), errors);
    return errors;
  }

  /** Checks the fields of a login; empty fields count as not sent, as in an HTML form. */
  public static Checked presented(@Nullable String username, @Nullable String password) {
    List<FieldProblem> errors = new ArrayList<>();
    if (username == null || username.isEmpty()) {
      errors.add(missing("username"));
    }
    if (password == null || password.isEmpty()) {
      errors.add(missing("password"));
    }
    if (username == null || password == null || !errors.isEmpty()) {
      return new Invalid(errors);
    }
    String name = Normalizer.normalize(username, Normalizer.Form.NFC);
    return new Valid(new Credentials(name, new Secret(password)));
  }

  /** Whether an account with this name and password can exist; if not, no query is needed. */
  boolean canExist() {
    return isWellFormed(username)
        && username.indexOf('\0') < 0
        && bytes(password.reveal()) <= MAX_PASSWORD_BYTES;
  }

  private static void checkName(String name, List<FieldProblem> errors) {
    int length = name.codePointCount(0, name.length());
    if (length == 0) {
      errors.add(tooShort("username", "String should have at least 1 character"));
    } else if (length > MAX_NAME) {
      errors.add(tooLong("username", "String should have at most 128 characters"));
    } else if (!isWellFormed(name)) {
      errors.add(wrong("username", "not valid Unicode"));
    } else {
      Usernames.problem(name).ifPresent(problem -> errors.add(wrong("username", problem)));
    }
  }

  private static void checkPassword(String field, String password, List<FieldProblem> errors) {
    int length = bytes(password);
    if (length < MIN_PASSWORD_BYTES) {
      errors.add(tooShort(field, "String should have at least 8 bytes"));
    } else if (length > MAX_PASSWORD_BYTES) {
      errors.add(tooLong(field, "String should have at most 1024 bytes"));
    } else if (!isWellFormed(password)) {
      errors.add(wrong(field, "not valid Unicode"));
    }
  }

  /** Unpaired surrogates have no UTF-8 form: different texts would become the same bytes. */
  private static boolean isWellFormed(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static FieldProblem missing(String field) {
    return new FieldProblem(field, "missing", "Field required");
  }

  private static FieldProblem tooShort(String field, String message) {
    return new FieldProblem(field, "string_too_short", message);
  }

  private static FieldProblem tooLong(String field, String message) {
    return new FieldProblem(field, "string_too_long", message);
  }

  private static FieldProblem wrong(String field, String what) {
    return new FieldProblem(field, "value_error", "Value error, " + what);
  }
}
