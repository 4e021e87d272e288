package dev.lethe.engine.extraction.mrz;

import dev.lethe.engine.extraction.value.Confusions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings what was read of a line to its fixed length and each position to its kind. */
final class LineFitter {

  private static final Pattern TAIL = Pattern.compile("(?:[KCSEXRL<]){5,}(?=[0-9O]?$)");

  private LineFitter() {}

  /** The zone's alphabet only; look-alikes of the filler become fillers. */
  static String clean(String read) {
    StringBuilder line = new StringBuilder(read.length());
    for (char c : read.toUpperCase(Locale.ROOT).toCharArray()) {
      if (c == '«' || c == '»') {
        line.append("<<");
      } else if ("‹›({[€¢".indexOf(c) >= 0) {
        line.append('<');
      } else if (c == '<' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) {
        line.append(c);
      }
    }
    return line.toString();
  }

  /** All ways to fit the line to its template, repaired. */
  static List<String> fits(String line, String template) {
    Set<String> fitted = new LinkedHashSet<>();
    int missing = template.length() - line.length();
    if (missing == 0) {
      fitted.add(line);
    } else if (missing > 0) {
      lengthen(line, missing, fitted);
    } else {
      shorten(line, -missing, fitted);
    }
    return fitted.stream().map(f -> repair(f, template)).distinct().toList();
  }

  /** Fillers get lost where several stand together, and at the ends of the line. */
  private static void lengthen(String line, int missing, Set<String> fitted) {
    fitted.add(line + "<".repeat(missing));
    for (int i = 1; i <= line.length(); i++) {
      boolean runEnds = line.charAt(i - 1) == '<' && (i == line.length() || line.charAt(i) != '<');
      if (runEnds) {
        fitted.add(line.substring(0, i) + "<".repeat(missing) + line.substring(i));
      }
    }
    if (missing <= 2) {
      for (int i = 0; i < line.length(); i++) {
        fitted.add(line.substring(0, i) + "<".repeat(missing) + line.substring(i));
      }
    }
  }

  private static void shorten(String line, int surplus, Set<String> fitted) {
    for (int from = 0; from <= surplus; from++) {
      fitted.add(line.substring(from, from + line.length() - surplus));
    }
    for (int i = 0; i + surplus <= line.length(); i++) {
      if (surplus <= 3 || line.substring(i, i + surplus).chars().allMatch(c -> c == '<')) {
        fitted.add(line.substring(0, i) + line.substring(i + surplus));
      }
    }
  }

  /** How many positions agree with the template before repair, less those beyond repair. */
  static double agreement(String line, String template) {
    double agreeing = 0;
    for (int i = 0; i < Math.min(line.length(), template.length()); i++) {
      char kind = template.charAt(i);
      char c = line.charAt(i);
      agreeing += isOf(c, kind) ? 1 : isOf(repair(c, kind), kind) ? 0.3 : -1;
    }
    return agreeing / template.length();
  }

  static String repair(String line, String template) {
    StringBuilder repaired = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      repaired.append(repair(line.charAt(i), template.charAt(i)));
    }
    return repaired.toString();
  }

  private static char repair(char c, char kind) {
    return switch (kind) {
      case 'N', 'C' -> Confusions.toDigit(c);
      case 'A' -> Confusions.toLetter(c);
      case 'S' -> c == 'H' || c == 'N' ? 'M' : c == 'P' || c == 'E' ? 'F' : c;
      default -> c;
    };
  }

  private static boolean isOf(char c, char kind) {
    boolean digit = c >= '0' && c <= '9';
    return switch (kind) {
      case 'N', 'C' -> digit || c == '<';
      case 'A' -> !digit;
      case 'S' -> c == 'M' || c == 'F' || c == '<' || c == 'X';
      default -> true;
    };
  }

  /**
   * All lines that look like this one between two positions, itself first; at most some thousand.
   */
  static List<String> variants(String line, int from, int to) {
    List<String> variants = new ArrayList<>(List.of(line));
    for (int i = from; i < to && variants.size() < 3000; i++) {
      for (String begun : List.copyOf(variants)) {
        for (char other : lookAlikes(begun.charAt(i))) {
          // a field is filled up at its end only
          if (other != '<' || begun.substring(i + 1, to).matches("[<K]*")) {
            variants.add(begun.substring(0, i) + other + begun.substring(i + 1));
          }
        }
      }
    }
    return variants;
  }

  /**
   * At the end of a line of numbers, letters that look like fillers and stand among such are so.
   */
  static String withFilledTail(String line) {
    Matcher tail = TAIL.matcher(line);
    if (!tail.find()) {
      return line;
    }
    return line.substring(0, tail.start())
        + "<".repeat(tail.end() - tail.start())
        + line.substring(tail.end());
  }

  private static char[] lookAlikes(char c) {
    return switch (c) {
      case '0' -> new char[] {'O', 'D'};
      case 'O', 'D', 'Q' -> new char[] {'0'};
      // not 1 and L, nor 6 and G: their values end in the same digit, so no check tells them apart
      case '1' -> new char[] {'I'};
      case 'I' -> new char[] {'1'};
      case '2' -> new char[] {'Z'};
      case 'Z' -> new char[] {'2', '7'};
      case '7' -> new char[] {'Z'};
      case '5' -> new char[] {'S'};
      case 'S' -> new char[] {'5'};
      case '8' -> new char[] {'B'};
      case 'B' -> new char[] {'8'};
      case 'K' -> new char[] {'<'};
      default -> new char[0];
    };
  }
}
