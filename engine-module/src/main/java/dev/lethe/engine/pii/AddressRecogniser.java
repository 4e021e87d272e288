package dev.lethe.engine.pii;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Streets with a house number, and postal codes with their town. */
final class AddressRecogniser implements Recogniser {

  private static final Pattern STREET_NUMBER =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])((?:\\p{Lu}[\\p{L}.'-]*[ -]){0,3}\\p{Lu}?[\\p{L}.-]*(?:stra(?:ß|ss)e|str\\.|weg|platz|allee|gasse|ring|ufer|damm|straat|laan|plein)\\s*\\d{1,4}\\s?[a-zA-Z]?(?:\\s?-\\s?\\d{1,4})?)(?![\\p{L}\\p{N}])",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER_STREET =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])(\\d{1,5}[A-Za-z]?,?\\s+(?:\\p{Lu}[\\p{L}.'-]*\\s+){0,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Place|Pl|Terrace|Square|Highway|Hwy|Parkway|Pkwy|Circle|Close|Crescent|Gardens|Row)\\.?(?:,?\\s+(?:Apt|Suite|Ste|Unit|Floor|Fl|#)\\.?\\s*[\\w-]+)?)(?![\\p{L}\\p{N}])");
  private static final Pattern ROMANCE =
      Pattern.compile(
          "(?i)(?<![\\p{L}\\p{N}])(\\d{1,4}\\s?(?:bis|ter)?,?\\s+(?:rue|avenue|boulevard|place|chemin|impasse|all[ée]e|quai|route|cours)\\s+(?:de\\s|du\\s|des\\s|la\\s|le\\s|les\\s|d'|l')*[\\p{L}'-]+(?:[ -]\\p{Lu}[\\p{L}'-]+){0,4}|(?:via|viale|piazza|corso|calle|avenida|plaza|rua|av\\.|c/)\\s+[\\p{L} .'-]{3,40}?,?\\s*(?:n\\.?[º°]?\\s*)?\\d{1,4})(?![\\p{L}\\p{N}])");
  private static final Pattern POST_BOX =
      Pattern.compile(
          "(?i)(?<!\\p{L})((?:p\\.?\\s?o\\.?\\s?box|postfach|apartado|casella postale|boîte postale|postbus)\\s+\\d[\\d ]{0,8}\\d?)");
  private static final Pattern TOWN =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}/.,-])((?:[A-Z]{1,3}[- ])?\\d{5}\\s+\\p{Lu}[\\p{L}.'-]{2,}(?:[ -](?:am|an|der|im|bei|sur|la|le|les|de|del)?\\s?\\p{Lu}[\\p{L}.'-]+){0,3}|\\p{Lu}[\\p{L}.' -]{2,30},?\\s+[A-Z]{2}\\.?,?\\s+\\d{5}(?:-\\d{4})?|\\d{4}\\s?[A-Z]{2}\\s+\\p{Lu}\\p{L}+|[A-Z]{1,2}\\d[A-Z\\d]?\\s\\d[A-Z]{2})(?![\\p{L}\\p{N}])");

  @Override
  public List<Span> in(String line) {
    List<Span> spans = new ArrayList<>();
    spans.addAll(Patterns.spans("address", STREET_NUMBER, line, 0.8));
    spans.addAll(Patterns.spans("address", NUMBER_STREET, line, 0.8));
    spans.addAll(Patterns.spans("address", ROMANCE, line, 0.75));
    spans.addAll(Patterns.spans("address", POST_BOX, line, 0.8));
    spans.addAll(Patterns.spans("address", TOWN, line, 0.7));
    return spans;
  }
}
