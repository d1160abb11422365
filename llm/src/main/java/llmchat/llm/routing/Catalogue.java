package llmchat.llm.routing;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All models that are served, with their targets. Immutable; safe for any thread. */
public final class Catalogue {
  private final Map<String, ServedModel> models;
  private final String defaultModel;

  /**
   * A catalogue of these models.
   *
   * @param models in the order in which they are listed
   * @param defaultModel the model for callers that name none; one of {@code models}
   */
  public Catalogue(Collection<ServedModel> models, String defaultModel) {
    Map<String, ServedModel> byName = LinkedHashMap.newLinkedHashMap(models.size());
    models.forEach(model -> byName.put(model.name(), model));
    this.models = Collections.unmodifiableMap(byName);
    this.defaultModel = defaultModel;
  }

  /** The names of all models, in the order in which they are listed. */
  public List<String> names() {
    return List.copyOf(models.keySet());
  }

  /** All models, in the order in which they are listed. */
  public List<ServedModel> models() {
    return List.copyOf(models.values());
  }

  /** The model of that name. */
  public Optional<ServedModel> find(String model) {
    return Optional.ofNullable(models.get(model));
  }

  /** Whether there is a model of that name. */
  public boolean serves(String model) {
    return models.containsKey(model);
  }

  /** The model for callers that name none. */
  public String defaultModel() {
    return defaultModel;
  }

  /** The size of the model's context window, in tokens; 0 if it is not served. */
  public int contextTokens(String model) {
    ServedModel served = models.get(model);
    return served == null ? 0 : served.contextTokens();
  }
}
