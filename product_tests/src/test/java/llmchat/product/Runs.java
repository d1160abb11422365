package llmchat.product;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How the product is run for the tests of a class; see {@link RunningProducts}. What a class says
 * completes and replaces what its superclass says.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Runs {
  /** The class is run once in each; none for those of the superclass. */
  Form[] in() default {};

  /** Settings, as {@code NAME=value}. */
  String[] with() default {};
}
