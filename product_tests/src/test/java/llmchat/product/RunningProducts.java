package llmchat.product;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Starts the {@link Product} for a test class as it {@link Runs}; JUnit closes it afterwards. */
public final class RunningProducts implements ArgumentsProvider {
  @Override
  public Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    return setups(context.getRequiredTestClass()).stream()
        .map(setup -> Arguments.of(setup.start()));
  }

  private static List<Setup> setups(Class<?> tests) {
    List<Setup> setups = new ArrayList<>();
    Class<?> above = tests.getSuperclass();
    if (above != null) {
      setups.addAll(setups(above));
    }
    Runs runs = tests.getDeclaredAnnotation(Runs.class);
    if (runs == null) {
      return setups;
    }
    List<Setup> base =
        runs.in().length == 0 ? setups : Stream.of(runs.in()).map(Setup::of).toList();
    return base.stream().map(setup -> with(setup, runs.with())).toList();
  }

  private static Setup with(Setup setup, String[] lines) {
    Setup all = setup;
    for (String line : lines) {
      String[] pair = line.split("=", 2);
      all = all.with(pair[0], pair[1]);
    }
    return all;
  }
}
