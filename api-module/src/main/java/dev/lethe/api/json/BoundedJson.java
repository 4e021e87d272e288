package dev.lethe.api.json;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one JSON value within bounds. What the parser complains of is dropped: it quotes input. */
final class BoundedJson {

  private final JsonParser parser;
  private final JsonBounds bounds;
  private int values;

  private BoundedJson(JsonParser parser, JsonBounds bounds) {
    this.parser = parser;
    this.bounds = bounds;
  }

  /**
   * Reads the stream to its end, or to its bound.
   *
   * @throws LetheException {@code request-malformed} with {@code json-malformed}, {@code
   *     json-too-large} or {@code json-not-utf8}
   */
  static JsonNode read(InputStream stream, JsonBounds bounds) {
    String text = text(bytes(stream, bounds.bytes()));
    try (JsonParser parser = Json.createParser(new StringReader(text))) {
      return new BoundedJson(parser, bounds).document();
    } catch (JsonException malformed) {
      throw malformed("json-malformed");
    } catch (LetheException bounded) {
      throw bounded;
    } catch (RuntimeException malformed) {
      // the parser meets some input with exceptions of other families
      throw malformed("json-malformed");
    }
  }

  private static byte[] bytes(InputStream stream, int most) {
    byte[] bytes;
    try {
      bytes = stream.readNBytes(most + 1);
    } catch (IOException broken) {
      throw malformed("body-incomplete");
    }
    if (bytes.length > most) {
      throw malformed("json-too-large");
    }
    return bytes;
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw malformed("json-not-utf8");
    }
  }

  private JsonNode document() {
    if (!parser.hasNext()) {
      throw malformed("json-malformed");
    }
    JsonNode root = value(parser.next(), 1);
    if (parser.hasNext()) {
      throw malformed("json-malformed");
    }
    return root;
  }

  private JsonNode value(Event event, int depth) {
    if (++values > bounds.values() || depth > bounds.depth()) {
      throw malformed("json-too-large");
    }
    return switch (event) {
      case START_OBJECT -> object(depth);
      case START_ARRAY -> array(depth);
      case VALUE_STRING -> new JsonNode.TextNode(bounded(parser.getString()));
      case VALUE_NUMBER -> new JsonNode.NumberNode(bounded(parser.getString()));
      case VALUE_TRUE -> new JsonNode.FlagNode(true);
      case VALUE_FALSE -> new JsonNode.FlagNode(false);
      case VALUE_NULL -> new JsonNode.NullNode();
      default -> throw malformed("json-malformed");
    };
  }

  private JsonNode object(int depth) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    Set<String> duplicates = new HashSet<>();
    for (Event event = parser.next(); event != Event.END_OBJECT; event = parser.next()) {
      String name = bounded(parser.getString());
      JsonNode value = value(parser.next(), depth + 1);
      if (members.putIfAbsent(name, value) != null) {
        duplicates.add(name);
      }
    }
    return new JsonNode.ObjectNode(members, duplicates);
  }

  private JsonNode array(int depth) {
    List<JsonNode> items = new ArrayList<>();
    for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
      items.add(value(event, depth + 1));
    }
    return new JsonNode.ArrayNode(items);
  }

  private String bounded(String text) {
    if (text.length() > bounds.text()) {
      throw malformed("json-too-large");
    }
    return text;
  }

  private static LetheException malformed(String reason) {
    return new LetheException(
        ProblemCode.REQUEST_MALFORMED, List.of(new LetheException.Detail("", reason)));
  }
}
