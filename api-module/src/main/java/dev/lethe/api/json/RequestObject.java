package dev.lethe.api.json;

import dev.lethe.api.json.JsonNode.ArrayNode;
import dev.lethe.api.json.JsonNode.FlagNode;
import dev.lethe.api.json.JsonNode.NumberNode;
import dev.lethe.api.json.JsonNode.ObjectNode;
import dev.lethe.api.json.JsonNode.TextNode;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * An object of a request, read property by property against what is expected. What is wrong is
 * noted in {@link RequestErrors} by place and code; reading goes on, so that a caller learns of all
 * faults at once.
 */
public final class RequestObject {

  private final ObjectNode node;
  private final String pointer;
  private final RequestErrors errors;

  private RequestObject(
      ObjectNode node, String pointer, RequestErrors errors, Set<String> expected) {
    this.node = node;
    this.pointer = pointer;
    this.errors = errors;
    checkNames(expected);
  }

  /**
   * Reads the root of a request's body.
   *
   * @param expected every property that may be there
   * @throws dev.lethe.problem.model.LetheException when it is no JSON object at all
   */
  public static RequestObject read(InputStream body, RequestErrors errors, Set<String> expected) {
    return read(body, JsonBounds.STANDARD, errors, expected);
  }

  /** The same for a body that holds long texts. */
  public static RequestObject readLarge(
      InputStream body, RequestErrors errors, Set<String> expected) {
    return read(body, JsonBounds.LARGE, errors, expected);
  }

  private static RequestObject read(
      InputStream body, JsonBounds bounds, RequestErrors errors, Set<String> expected) {
    if (BoundedJson.read(body, bounds) instanceof ObjectNode root) {
      return new RequestObject(root, "", errors, expected);
    }
    errors.malformed("", "type-wrong");
    throw errors.failure();
  }

  private void checkNames(Set<String> expected) {
    if (!expected.containsAll(node.members.keySet())) {
      errors.unknown(pointer);
    }
    node.duplicates.stream()
        .filter(expected::contains)
        .sorted()
        .forEach(name -> errors.malformed(at(name), "property-duplicate"));
  }

  public boolean has(String name) {
    return node.members.containsKey(name);
  }

  /** Notes that a property is missing, if it is. */
  public void require(String... names) {
    for (String name : names) {
      if (!has(name)) {
        errors.malformed(at(name), "property-required");
      }
    }
  }

  /** A string that its parser takes; the parser throws IllegalArgumentException otherwise. */
  public <T> Optional<T> text(String name, Function<String, T> parser) {
    return member(name, TextNode.class).flatMap(found -> parsed(found.text, at(name), parser));
  }

  public Optional<Boolean> flag(String name) {
    return member(name, FlagNode.class).map(found -> found.flag);
  }

  /** A whole number within bounds, both included. */
  public OptionalInt whole(String name, int least, int most) {
    return member(name, NumberNode.class)
        .map(found -> whole(found, at(name), least, most))
        .orElse(OptionalInt.empty());
  }

  /** A number within bounds, both included. */
  public OptionalDouble number(String name, double least, double most) {
    Optional<NumberNode> found = member(name, NumberNode.class);
    if (found.isEmpty()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(found.get().literal);
    if (!(least <= value && value <= most)) {
      errors.malformed(at(name), "out-of-range");
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(value);
  }

  /** Different strings that their parser takes. */
  public <T> List<T> texts(String name, int least, int most, Function<String, T> parser) {
    return items(
        name,
        least,
        most,
        (item, place) -> {
          if (item instanceof TextNode text) {
            return parsed(text.text, place, parser);
          }
          errors.malformed(place, "type-wrong");
          return Optional.empty();
        });
  }

  /** Different whole numbers within bounds. */
  public List<Integer> wholes(String name, int fewest, int most, int least, int greatest) {
    return items(
        name,
        fewest,
        most,
        (item, place) -> {
          if (item instanceof NumberNode number) {
            OptionalInt value = whole(number, place, least, greatest);
            return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
          }
          errors.malformed(place, "type-wrong");
          return Optional.empty();
        });
  }

  public Optional<RequestObject> object(String name, Set<String> expected) {
    return member(name, ObjectNode.class)
        .map(found -> new RequestObject(found, at(name), errors, expected));
  }

  /** Objects, each turned into something, or into nothing when it is wrong. */
  public <T> List<T> objects(
      String name,
      int least,
      int most,
      Set<String> expected,
      Function<RequestObject, Optional<T>> reader) {
    return items(
        name,
        least,
        most,
        (item, place) -> {
          if (item instanceof ObjectNode object) {
            return reader.apply(new RequestObject(object, place, errors, expected));
          }
          errors.malformed(place, "type-wrong");
          return Optional.empty();
        });
  }

  /** Notes something that only the caller of this class can see. */
  public void malformed(String reason) {
    errors.malformed(pointer, reason);
  }

  private <N extends JsonNode> Optional<N> member(String name, Class<N> kind) {
    JsonNode found = node.members.get(name);
    if (found == null) {
      return Optional.empty();
    }
    if (!kind.isInstance(found)) {
      errors.malformed(at(name), "type-wrong");
      return Optional.empty();
    }
    return Optional.of(kind.cast(found));
  }

  private <T> List<T> items(String name, int least, int most, ItemReader<T> reader) {
    List<JsonNode> items =
        member(name, ArrayNode.class).map(found -> found.items).orElse(List.of());
    if (has(name) && node.members.get(name) instanceof ArrayNode) {
      checkCount(items.size(), least, most, at(name));
    }
    List<T> result = new ArrayList<>();
    Set<T> seen = new HashSet<>();
    for (int i = 0; i < Math.min(items.size(), most); i++) {
      String place = at(name) + "/" + i;
      Optional<T> item = reader.read(items.get(i), place);
      item.filter(value -> !seen.add(value)).ifPresent(v -> errors.malformed(place, "not-unique"));
      item.ifPresent(result::add);
    }
    return result;
  }

  private void checkCount(int count, int least, int most, String place) {
    if (count < least) {
      errors.malformed(place, "too-few");
    } else if (count > most) {
      errors.malformed(place, "too-many");
    }
  }

  private <T> Optional<T> parsed(String text, String place, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException malformed) {
      errors.malformed(place, "malformed");
      return Optional.empty();
    }
  }

  private OptionalInt whole(NumberNode number, String place, int least, int most) {
    if (!number.literal.matches("-?[0-9]+")) {
      errors.malformed(place, "type-wrong");
      return OptionalInt.empty();
    }
    if (number.literal.length() > 10
        || Long.parseLong(number.literal) < least
        || Long.parseLong(number.literal) > most) {
      errors.malformed(place, "out-of-range");
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(number.literal));
  }

  private String at(String name) {
    return pointer + "/" + name;
  }

  /** Reads one item of an array. */
  private interface ItemReader<T> {
    Optional<T> read(JsonNode item, String place);
  }
}
