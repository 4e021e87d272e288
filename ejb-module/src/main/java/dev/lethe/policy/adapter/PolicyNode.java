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
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A value of a policy file that knows its place, so that every refusal can say where it is. */
record PolicyNode(String file, String place, @Nullable Object value) {

  /** The node's entries; each of the keys must be there and no other. */
  Map<String, PolicyNode> entries(String... keys) {
    Map<String, PolicyNode> entries = entries();
    for (String key : keys) {
      if (!entries.containsKey(key)) {
        throw wrong("'" + key + "' is missing");
      }
    }
    Set<String> known = Set.of(keys);
    for (String key : entries.keySet()) {
      if (!known.contains(key)) {
        throw wrong("unknown key '" + key + "'");
      }
    }
    return entries;
  }

  /** The entry of a node that must have no other. */
  PolicyNode only(String key) {
    return required(entries(key), key);
  }

  /** An entry that {@link #entries(String...)} has seen to be there. */
  static PolicyNode required(Map<String, PolicyNode> entries, String key) {
    PolicyNode node = entries.get(key);
    if (node == null) {
      throw new IllegalStateException(key);
    }
    return node;
  }

  /** The node's entries, whatever their names, but at least one. */
  Map<String, PolicyNode> entries() {
    if (!(value instanceof Map<?, ?> map) || map.isEmpty()) {
      throw wrong("must be a mapping that is not empty");
    }
    Map<String, PolicyNode> entries = new LinkedHashMap<>();
    map.forEach(
        (key, entry) -> {
          if (!(key instanceof String name)) {
            throw wrong("keys must be text");
          }
          entries.put(
              name, new PolicyNode(file, place.isEmpty() ? name : place + "." + name, entry));
        });
    return entries;
  }

  /** A list of distinct texts, at least one. */
  <T> Set<T> set(Function<String, T> form) {
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      throw wrong("must be a list that is not empty");
    }
    Set<T> items = new LinkedHashSet<>();
    List<Object> nodes = new ArrayList<>(list);
    for (int i = 0; i < nodes.size(); i++) {
      PolicyNode node = new PolicyNode(file, place + "[" + i + "]", nodes.get(i));
      if (!items.add(node.as(form))) {
        throw node.wrong("stands there twice");
      }
    }
    return items;
  }

  /** The same, or an empty list. */
  <T> Set<T> setOrNone(Function<String, T> form) {
    return value instanceof List<?> list && list.isEmpty() ? Set.of() : set(form);
  }

  String text() {
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    throw wrong("must be text");
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
    String name = text();
    if (name.equals(name.toLowerCase(Locale.ROOT))) {
      for (E constant : type.getEnumConstants()) {
        if (constant.name().toLowerCase(Locale.ROOT).equals(name)) {
          return constant;
        }
      }
    }
    throw wrong("is not one of the known words");
  }

  boolean flag() {
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong("must be true or false");
  }

  long number(long most) {
    if (value instanceof Number number
        && (number instanceof Integer || number instanceof Long)
        && number.longValue() >= 1
        && number.longValue() <= most) {
      return number.longValue();
    }
    throw wrong("must be a whole number from 1 to " + most);
  }

  Duration duration() {
    try {
      Duration duration = Duration.parse(text());
      if (duration.isZero() || duration.isNegative()) {
        throw wrong("must be longer than nothing");
      }
      return duration;
    } catch (DateTimeException e) {
      throw wrong("must be an ISO 8601 duration, for instance PT15M or P7D");
    }
  }

  InvalidPolicyException wrong(String reason) {
    return new InvalidPolicyException(file, place, reason);
  }
}
