package dev.lethe.api.json;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A value of a request. None of the kinds prints what it holds. */
abstract class JsonNode {

  /** An object; names that came twice are noted, the first value stays. */
  static final class ObjectNode extends JsonNode {
    final Map<String, JsonNode> members;
    final Set<String> duplicates;

    ObjectNode(Map<String, JsonNode> members, Set<String> duplicates) {
      this.members = members;
      this.duplicates = duplicates;
    }
  }

  /** An array. */
  static final class ArrayNode extends JsonNode {
    final List<JsonNode> items;

    ArrayNode(List<JsonNode> items) {
      this.items = items;
    }
  }

  /** A string. */
  static final class TextNode extends JsonNode {
    final String text;

    TextNode(String text) {
      this.text = text;
    }
  }

  /** A number as it was written. */
  static final class NumberNode extends JsonNode {
    final String literal;

    NumberNode(String literal) {
      this.literal = literal;
    }
  }

  /** True or false. */
  static final class FlagNode extends JsonNode {
    final boolean flag;

    FlagNode(boolean flag) {
      this.flag = flag;
    }
  }

  /** Null. */
  static final class NullNode extends JsonNode {}

  @Override
  public final String toString() {
    return getClass().getSimpleName();
  }
}
