package dev.lethe.api.policies;

import dev.lethe.api.json.RequestErrors;
import dev.lethe.api.json.RequestObject;
import dev.lethe.policy.model.PolicyFiles;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what is asked of the policy. */
final class PolicyRequestReader {

  private static final int MAX_FILES = 40;

  /** A bundle and its signature. */
  record Bundle(PolicyFiles files, String envelope) {}

  private record File(String name, String content) {}

  private PolicyRequestReader() {}

  static Bundle bundle(InputStream body) {
    RequestErrors errors = new RequestErrors();
    RequestObject root = RequestObject.readLarge(body, errors, Set.of("files", "envelope"));
    root.require("files", "envelope");
    List<File> files =
        root.objects("files", 1, MAX_FILES, Set.of("name", "content"), PolicyRequestReader::file);
    String envelope = root.text("envelope", text -> text).orElse("");
    errors.throwIfAny();
    Map<String, String> texts = new HashMap<>();
    files.forEach(file -> texts.put(file.name(), file.content()));
    return new Bundle(new PolicyFiles(texts), envelope);
  }

  private static Optional<File> file(RequestObject object) {
    object.require("name", "content");
    Optional<String> name = object.text("name", PolicyRequestReader::name);
    Optional<String> content = object.text("content", text -> text);
    return name.flatMap(known -> content.map(text -> new File(known, text)));
  }

  private static String name(String text) {
    if (!text.matches("[a-z-]{1,40}\\.yaml")) {
      throw new IllegalArgumentException("not the name of a policy file");
    }
    return text;
  }

  /** From when a change is to be in force, if the approval says so. */
  static Optional<Instant> effectiveAt(InputStream body) {
    RequestErrors errors = new RequestErrors();
    RequestObject root = RequestObject.read(body, errors, Set.of("effective_at"));
    Optional<Instant> at = root.text("effective_at", PolicyRequestReader::instant);
    errors.throwIfAny();
    return at;
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a time", e);
    }
  }
}
