package dev.lethe.engine.extraction;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads by labels first; fields that documents of the class print without one have other rules. */
final class FallbackReader implements ClassReader {

  private final ClassReader first;
  private final Map<String, Function<DocumentLayout, Optional<Finding>>> rules;

  FallbackReader(
      ClassReader first, Map<String, Function<DocumentLayout, Optional<Finding>>> rules) {
    this.first = first;
    this.rules = Map.copyOf(rules);
  }

  @Override
  public Set<String> rechecked(Set<String> wanted) {
    return first.rechecked(wanted);
  }

  @Override
  public Map<String, Finding> read(DocumentLayout document, Set<String> wanted, Rereader rereader) {
    Map<String, Finding> found = new LinkedHashMap<>(first.read(document, wanted, rereader));
    rules.forEach(
        (field, rule) -> {
          if (wanted.contains(field) && !found.containsKey(field)) {
            rule.apply(document).ifPresent(finding -> found.put(field, finding));
          }
        });
    return found;
  }
}
