package dev.lethe.engine.extraction.mrz;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name field. It has no check digit, and its fillers are often read as letters; the names that
 * the document prints elsewhere tell which letters are fillers.
 */
final class Names {

  private static final String LOOK_ALIKES = "KXCESLG";
  private static final Pattern PIECE = Pattern.compile("[A-Z]+");

  /** After the names only fillers follow; single letters and runs of one letter there are none. */
  private static final Pattern TAIL =
      Pattern.compile("(?:<+(?:([KCLESXGRI])\\1*|[KCLESX]{2,}))+<*$");

  private static final Pattern RUN = Pattern.compile("([KCLESX])\\1{2,}<*$");

  private static final Pattern DOUBLE = Pattern.compile("([A-Z]+)<<([A-Z]+)");

  private static final Map<String, String> TRANSLITERATED =
      Map.of(
          "Ä", "AE", "Ö", "OE", "Ü", "UE", "Å", "AA", "Æ", "AE", "Ø", "OE", "Þ", "TH", "ẞ", "SS");

  private Names() {}

  /** Words that a document prints, in the zone's alphabet and in its ways of transliteration. */
  static Set<String> vocabulary(Collection<String> words) {
    Set<String> vocabulary = new HashSet<>();
    for (String word : words) {
      String upper = word.toUpperCase(Locale.ROOT);
      for (String part : upper.split("[^\\p{L}]+")) {
        String transliterated = part;
        for (Map.Entry<String, String> letter : TRANSLITERATED.entrySet()) {
          transliterated = transliterated.replace(letter.getKey(), letter.getValue());
        }
        add(plain(part), vocabulary);
        add(plain(transliterated), vocabulary);
      }
    }
    return vocabulary;
  }

  /**
   * Names on which several readings of the zone agree: one that another reading has with a letter
   * more, which looks like a filler, was read with a filler there.
   */
  static Set<String> agreed(Collection<String> readings) {
    Set<String> pieces = new HashSet<>();
    for (String reading : readings) {
      Matcher matcher = PIECE.matcher(LineFitter.clean(reading));
      while (matcher.find()) {
        pieces.add(matcher.group());
      }
    }
    Set<String> agreed = new HashSet<>();
    for (String piece : pieces) {
      boolean longer =
          LOOK_ALIKES
              .chars()
              .anyMatch(
                  c -> pieces.contains(piece + (char) c) || pieces.contains((char) c + piece));
      if (longer && piece.length() > 2) {
        agreed.add(piece);
      }
    }
    return agreed;
  }

  private static void add(String word, Set<String> vocabulary) {
    if (word.length() >= 2 && word.matches("[A-Z]+")) {
      vocabulary.add(word);
    }
  }

  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
  }

  /** The field with fillers where the vocabulary shows that letters were fillers. */
  static String repaired(String field, Set<String> vocabulary) {
    StringBuilder repaired = new StringBuilder(field);
    Matcher pieces = PIECE.matcher(field);
    while (pieces.find()) {
      String piece = piece(pieces.group(), vocabulary);
      repaired.replace(pieces.start(), pieces.end(), piece);
    }
    return parted(joined(repaired.toString(), vocabulary), field.length());
  }

  /** Given names are parted by one filler; a second one that a repair brought is taken out. */
  private static String joined(String field, Set<String> vocabulary) {
    int given = field.indexOf("<<");
    if (given < 0) {
      return field;
    }
    StringBuilder joined = new StringBuilder(field.substring(0, given + 2));
    String rest = field.substring(given + 2);
    Matcher gap = DOUBLE.matcher(rest);
    int from = 0;
    while (gap.find(from)) {
      boolean names = vocabulary.contains(gap.group(1)) && vocabulary.contains(gap.group(2));
      joined.append(rest, from, gap.start()).append(gap.group(1)).append(names ? "<" : "<<");
      from = gap.start(2);
    }
    return joined.append(rest.substring(from)).toString();
  }

  /** Where no two fillers part the surname, a letter beside the first filler was the second. */
  private static String parted(String field, int length) {
    String plain = field.replaceAll("<+$", "");
    String names = withoutMisreadFillers(field).replaceAll("<+$", "");
    String parted = field;
    if (!names.contains("<<") && names.contains("<")) {
      parted = plain.replaceFirst("([A-Z]{2})[KCX]<([A-Z])", "$1<<$2");
      parted =
          parted.equals(plain)
              ? plain.replaceFirst("([A-Z]{2})<[KCXSLEG]<([A-Z]{2})", "$1<<$2")
              : parted;
      parted =
          parted.equals(plain)
              ? plain.replaceFirst("([A-Z]{2})<[KCX]([A-Z]{2})", "$1<<$2")
              : parted;
    }
    return parted + "<".repeat(Math.max(0, length - parted.length()));
  }

  private static String piece(String piece, Set<String> vocabulary) {
    if (vocabulary.contains(piece)) {
      return piece;
    }
    for (int lead = 0; lead <= 2; lead++) {
      for (int trail = 0; trail <= 2; trail++) {
        int end = piece.length() - trail;
        boolean fillers =
            end > lead && isFiller(piece.substring(0, lead)) && isFiller(piece.substring(end));
        if (fillers) {
          String within = within(piece.substring(lead, end), vocabulary);
          if (within != null) {
            return "<".repeat(lead) + within + "<".repeat(trail);
          }
        }
      }
    }
    return piece;
  }

  private static @org.jspecify.annotations.Nullable String within(
      String text, Set<String> vocabulary) {
    if (vocabulary.contains(text)) {
      return text;
    }
    for (int i = 2; i < text.length() - 2; i++) {
      for (int gap = 1; gap <= 2 && i + gap < text.length(); gap++) {
        boolean parts =
            vocabulary.contains(text.substring(0, i))
                && isFiller(text.substring(i, i + gap))
                && vocabulary.contains(text.substring(i + gap));
        if (parts) {
          return text.substring(0, i) + "<".repeat(gap) + text.substring(i + gap);
        }
      }
    }
    return null;
  }

  private static boolean isFiller(String text) {
    return text.chars().allMatch(c -> LOOK_ALIKES.indexOf(c) >= 0);
  }

  /** Share of the field's names that the vocabulary holds. */
  static double confirmed(String names, Set<String> vocabulary) {
    String[] parts = names.split("[< ]+");
    int confirmed = 0;
    for (String part : parts) {
      confirmed += vocabulary.contains(part) ? 1 : 0;
    }
    return parts.length == 0 ? 0 : confirmed / (double) parts.length;
  }

  static String withoutMisreadFillers(String field) {
    int given = field.indexOf("<<");
    if (given < 0) {
      return field;
    }
    int end = field.indexOf("<<", given + 2);
    String names = end < 0 ? field : field.substring(0, end);
    String cut = RUN.matcher(names).replaceFirst("");
    boolean tailed = end >= 0 || cut.endsWith("<") || !cut.equals(names);
    return tailed ? TAIL.matcher(cut).replaceFirst("") : cut;
  }
}
