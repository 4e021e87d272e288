package dev.lethe.engine.worker;

import dev.lethe.engine.recognition.RecognizedPage;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.PersonalText;
import dev.lethe.worker.Polygon;
import dev.lethe.worker.RevealPermit;
import java.util.Map;
import java.util.Optional;

/** Brings found fields into the form in which they may leave the worker. */
final class Answers {

  private Answers() {}

  /** The field with its place on the page as it is shown, and values without control characters. */
  static ExtractedField clean(ExtractedField field, DocumentReader.Reading reading) {
    return clean(field, place(field, reading.recognized()));
  }

  /** A field whose place is already that on the page as it is shown. */
  static ExtractedField clean(ExtractedField field) {
    return clean(field, field.polygon());
  }

  private static ExtractedField clean(ExtractedField field, Optional<Polygon> place) {
    return new ExtractedField(
        field.name(),
        field.type(),
        field.raw().map(text -> clean(text, field.type())),
        field.normalized().map(text -> clean(text, field.type())),
        field.confidence(),
        field.page(),
        place,
        field.validations(),
        field.absence());
  }

  private static PersonalText clean(PersonalText text, FieldType type) {
    String value = text.reveal(RevealPermit.forExtraction());
    boolean lines = type == FieldType.FULL_TEXT || type == FieldType.ADDRESS;
    StringBuilder clean = new StringBuilder(value.length());
    value
        .codePoints()
        .map(c -> isSurrogate(c) ? 0xFFFD : c)
        .map(c -> Character.isISOControl(c) && !(lines && c == '\n') ? ' ' : c)
        .forEach(clean::appendCodePoint);
    return PersonalText.of(clean.toString());
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static Optional<Polygon> place(
      ExtractedField field, Map<Integer, RecognizedPage> recognized) {
    RecognizedPage page = recognized.get(field.page());
    return page == null ? field.polygon() : field.polygon().map(page::toUpright);
  }
}
