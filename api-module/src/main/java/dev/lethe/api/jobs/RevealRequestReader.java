package dev.lethe.api.jobs;

import dev.lethe.api.json.RequestErrors;
import dev.lethe.api.json.RequestObject;
import dev.lethe.policy.model.FieldName;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/** Reads the request for unmasked values. */
final class RevealRequestReader {

  static final int MIN_REASON = 3;
  static final int MAX_REASON = 500;

  /**
   * What is wanted and why.
   *
   * @param reason goes to the service, which keeps a keyed hash of it only
   */
  record Reveal(List<FieldName> fields, String reason) {
    @Override
    public String toString() {
      return "Reveal[" + fields.size() + " fields]";
    }
  }

  private RevealRequestReader() {}

  static Reveal read(InputStream body) {
    RequestErrors errors = new RequestErrors();
    RequestObject root = RequestObject.read(body, errors, Set.of("fields", "reason"));
    root.require("fields", "reason");
    List<FieldName> fields = root.texts("fields", 1, JobRequestReader.MAX_OUTPUT, FieldName::new);
    String reason = root.text("reason", RevealRequestReader::reason).orElse("");
    errors.throwIfAny();
    return new Reveal(fields, reason);
  }

  private static String reason(String text) {
    String reason = text.strip();
    if (reason.length() < MIN_REASON || reason.length() > MAX_REASON) {
      throw new IllegalArgumentException("not a reason");
    }
    return reason;
  }
}
