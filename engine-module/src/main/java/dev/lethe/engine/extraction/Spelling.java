package dev.lethe.engine.extraction;

import dev.lethe.engine.page.Word;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts single misread letters right in words that addresses and company names are made of. */
final class Spelling {

  /** Shorter words are too often one letter from another. */
  private static final int SHORTEST = 5;

  private static final double SURE = 0.97;

  /** A capital I at the end of a word in capitals, read as a bracket or a bar. */
  private static final Pattern BAR =
      Pattern.compile("(?<=^[^\\[(]{0,20}\\p{Lu}{2})[\\]|](?=\\W*$)");

  private static final Pattern CORE = Pattern.compile("[\\p{L}\\p{N}]+");

  /** The Malaysian form of a private company, of which recognition loses single letters. */
  private static final Pattern PRIVATE_COMPANY =
      Pattern.compile(
          "(?i)\\bs(?:[di1luo0]n|d[nmwh]|[a-z]dn|d)\\b\\.?\\s?\\b(bhd|b[a-z]d|[a-z]hd|bh[a-z])\\b");

  /** Letters that recognition takes for each other. */
  private static final List<String> ALIKE =
      List.of(
          "ITJLil1|",
          "tlfi",
          "OQDCG",
          "EFB",
          "BRP",
          "MNHW",
          "UVY",
          "eco",
          "nhurm",
          "aos",
          "gqy",
          "KX");

  private static final Set<String> WORDS = load();

  private Spelling() {}

  private static Set<String> load() {
    try (InputStream in =
            Objects.requireNonNull(Spelling.class.getResourceAsStream("address-words.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(l -> !l.startsWith("#"))
          .flatMap(l -> Arrays.stream(l.strip().split("\\s+")))
          .filter(w -> !w.isEmpty())
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isKnown(String text) {
    Matcher core = CORE.matcher(text);
    return core.find() && WORDS.contains(core.group().toLowerCase(Locale.ROOT));
  }

  /** The word with one letter put right, or as it is; words that were surely read stay. */
  static Word corrected(Word word) {
    String text = BAR.matcher(word.text()).replaceAll("I");
    Matcher core = CORE.matcher(text);
    if (word.confidence() <= SURE && core.find()) {
      int start = core.start();
      int end = core.end();
      text = nearest(core.group()).map(r -> replaced(word.text(), start, end, r)).orElse(text);
    }
    return text.equals(word.text())
        ? word
        : new Word(text, word.left(), word.top(), word.right(), word.bottom(), word.confidence());
  }

  private static String replaced(String text, int start, int end, String by) {
    return text.substring(0, start) + by + text.substring(end);
  }

  private static Optional<String> nearest(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean mostlyLetters = lower.chars().filter(Character::isDigit).count() <= 1;
    if (lower.length() < SHORTEST || WORDS.contains(lower) || !mostlyLetters) {
      return Optional.empty();
    }
    Set<String> near =
        WORDS.stream()
            .filter(w -> w.length() == lower.length() && isMisread(text, w))
            .collect(Collectors.toSet());
    if (near.size() != 1) {
      return Optional.empty();
    }
    String right = near.iterator().next();
    boolean upper = text.equals(text.toUpperCase(Locale.ROOT));
    boolean capital = Character.isUpperCase(text.charAt(0));
    return Optional.of(
        upper
            ? right.toUpperCase(Locale.ROOT)
            : capital
                ? right.substring(0, 1).toUpperCase(Locale.ROOT) + right.substring(1)
                : right);
  }

  /** Whether the texts differ in one place, by letters that look alike in either case. */
  private static boolean isMisread(String text, String word) {
    int differences = 0;
    boolean alike = true;
    for (int i = 0; i < word.length(); i++) {
      char read = text.charAt(i);
      char meant = word.charAt(i);
      if (Character.toLowerCase(read) != meant) {
        differences++;
        char shown = Character.isUpperCase(read) ? Character.toUpperCase(meant) : meant;
        alike &=
            ALIKE.stream().anyMatch(a -> a.indexOf(read) >= 0 && a.indexOf(shown) >= 0)
                || Character.isDigit(read);
      }
    }
    return differences == 1 && alike;
  }

  /** The name with its legal form put right. */
  static String company(String name) {
    Matcher form = PRIVATE_COMPANY.matcher(name);
    if (!form.find()) {
      return name;
    }
    boolean upper = form.group().equals(form.group().toUpperCase(Locale.ROOT));
    String dots = form.group().contains(".") ? "." : "";
    String right = upper ? "SDN" + dots + " BHD" : "Sdn" + dots + " Bhd";
    return name.substring(0, form.start()) + right + name.substring(form.end());
  }
}
