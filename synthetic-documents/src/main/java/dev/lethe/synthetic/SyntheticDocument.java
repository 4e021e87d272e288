package dev.lethe.synthetic;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A document about invented people and companies, and what a reader should find in it.
 *
 * @param documentClass canonical name of the class, for instance {@code invoice}
 * @param language ISO 639-1 code
 * @param answers canonical field names and their normalised values; a field of the class that is
 *     missing here is not on the page
 * @param pdf the document, born digital; not copied
 */
public record SyntheticDocument(
    String documentClass, String language, Map<String, String> answers, byte[] pdf) {

  public SyntheticDocument {
    answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
  }

  /** The value of a field that is known to be on the page. */
  public String answer(String field) {
    String value = answers.get(field);
    if (value == null) {
      throw new IllegalArgumentException("not on this document: " + field);
    }
    return value;
  }

  @Override
  public String toString() {
    return "SyntheticDocument[" + documentClass + ", " + language + "]";
  }
}
