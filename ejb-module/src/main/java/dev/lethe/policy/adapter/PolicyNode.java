package dev.lethe.policy.adapter;

import dev.lethe.policy.model.InvalidPolicyException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value of a policy file that knows its place, so that every refusal can say where it is.
 *
 * @param line from 1
 * @param value text, number, flag, null, a map of nodes by name or a list of nodes
 */
record PolicyNode(String file, int line, String place, @Nullable Object value) {

  /** The entries of a mapping; of anything else, none. */
  @SuppressWarnings("unchecked") // only PolicyYaml makes mappings, and of nothing else
  Map<String, PolicyNode> entries() {
    return value instanceof Map<?, ?> ? (Map<String, PolicyNode>) value : Map.of();
  }

  /** The items of a list; of anything else, none. */
  @SuppressWarnings("unchecked") // as above
  List<PolicyNode> items() {
    return value instanceof List<?> ? (List<PolicyNode>) value : List.of();
  }

  /** An entry that the schema demands. */
  PolicyNode get(String key) {
    return find(key).orElseThrow(() -> wrong("'" + key + "' is missing"));
  }

  Optional<PolicyNode> find(String key) {
    return Optional.ofNullable(entries().get(key));
  }

  /** A list of texts of a form. */
  <T> Set<T> set(Function<String, T> form) {
    Set<T> items = new LinkedHashSet<>();
    items().forEach(item -> items.add(item.as(form)));
    return items;
  }

  /** The same, or an empty list. */
  <T> Set<T> setOrNone(Function<String, T> form) {
    return value instanceof List<?> list && list.isEmpty() ? Set.of() : set(form);
  }

  String text() {
    return String.valueOf(value);
  }

  /** The text as a type that checks its form. */
  <T> T as(Function<String, T> form) {
    try {
      return form.apply(text());
    } catch (IllegalArgumentException e) {
      throw wrong("is not of the right form");
    }
  }

  <E extends Enum<E>> E choice(Class<E> type) {
    return as(text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
  }

  boolean flag() {
    return Boolean.TRUE.equals(value);
  }

  long number() {
    if (value instanceof Number number) {
      return number.longValue();
    }
    throw wrong("must be a number");
  }

  Duration duration() {
    Duration duration = durationOrNone();
    if (duration.isZero()) {
      throw wrong("must be longer than nothing");
    }
    return duration;
  }

  /** A time that may be zero. */
  Duration durationOrNone() {
    try {
      return Duration.parse(text());
    } catch (DateTimeException e) {
      throw wrong("must be an ISO 8601 duration, for instance PT15M or P7D");
    }
  }

  /** What lies under a JSON pointer, or the deepest node that there is on the way. */
  PolicyNode at(List<String> pointer) {
    if (pointer.isEmpty()) {
      return this;
    }
    String next = pointer.get(0);
    List<String> rest = pointer.subList(1, pointer.size());
    if (value instanceof List<?> && next.matches("[0-9]{1,6}")) {
      int index = Integer.parseInt(next);
      return index < items().size() ? items().get(index).at(rest) : this;
    }
    return find(next).map(child -> child.at(rest)).orElse(this);
  }

  /** The value without places, as plain maps and lists. */
  @Nullable Object plain() {
    if (value instanceof Map<?, ?>) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      entries().forEach((key, node) -> map.put(key, node.plain()));
      return map;
    }
    if (value instanceof List<?>) {
      List<@Nullable Object> list = new ArrayList<>();
      items().forEach(item -> list.add(item.plain()));
      return list;
    }
    return value;
  }

  /** This with another laid over it: mappings are merged, null removes, all else is replaced. */
  PolicyNode overlaid(PolicyNode upper) {
    if (!(value instanceof Map<?, ?>) || !(upper.value() instanceof Map<?, ?>)) {
      return upper;
    }
    Map<String, PolicyNode> merged = new LinkedHashMap<>(entries());
    upper
        .entries()
        .forEach(
            (key, node) -> {
              PolicyNode lower = merged.get(key);
              if (node.value() == null) {
                merged.remove(key);
              } else {
                merged.put(key, lower == null ? node : lower.overlaid(node));
              }
            });
    return new PolicyNode(file, line, place, merged);
  }

  InvalidPolicyException wrong(String reason) {
    return new InvalidPolicyException(file, line, place, reason);
  }
}
