package dev.lethe.engine.pii;

import dev.lethe.engine.extraction.value.Dates;
import dev.lethe.engine.extraction.value.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates that a label calls a birth. */
final class BirthDateRecogniser implements Recogniser {

  private static final Pattern LABEL =
      Pattern.compile(
          "(?i)date of birth|birth ?date|birthday|\\bd\\.?o\\.?b\\b|\\bborn\\b|geburtsdatum|\\bgeb\\b\\.?|geboren|date de naissance|n[ée]e? le|fecha de nacimiento|nacid[oa]|data di nascita|nat[oa] il|geboortedatum|data de nascimento");

  @Override
  public List<Span> in(String line) {
    List<Span> spans = new ArrayList<>();
    Matcher label = LABEL.matcher(line);
    if (label.find()) {
      for (Found date : Dates.in(line, Dates.Order.DAY_FIRST)) {
        if (date.start() >= label.end() && date.start() - label.end() < 40) {
          spans.add(new Span("date_of_birth", date.start(), date.end(), 0.9));
        }
      }
    }
    return spans;
  }
}
