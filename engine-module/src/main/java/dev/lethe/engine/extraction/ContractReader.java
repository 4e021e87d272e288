package dev.lethe.engine.extraction;

import dev.lethe.engine.layout.TextRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads contracts: the parties out of their first sentence, those who signed and when out of the
 * block of signatures, the rest by labels.
 */
final class ContractReader implements ClassReader {

  /** Sentences that name the parties stand in the first lines. */
  private static final int HEAD_ROWS = 40;

  private static final int LONGEST_SENTENCE = 700;

  private static final Pattern BETWEEN =
      Pattern.compile(
          "(?is)(?:\\b(?:by\\s+and\\s+between|by\\s+and\\s+among|between|zwischen|entre)\\b)[:\\s]+"
              + "(?<first>.{3,160}?)\\s*[,;]?\\s+(?:and|und|et)[:\\s]+(?<second>.{3,160}?)"
              + "(?=\\s*(?:\\(|,|;|(?<!\\b(?:Co|Inc|Ltd|Corp|Dr|Mr|Mrs|Ms))\\.(?:\\s|$)|\\bwird\\b|\\bhereinafter\\b|\\bdated\\b|\\bfor\\b|\\bist\\b|$))");

  /** What follows a party's name: its role, its seat, its form of law. */
  private static final Pattern AFTER_NAME =
      Pattern.compile(
          "(?is)\\s*(?:\\(|,\\s*(?:an?|the|hereinafter|nachfolgend|im\\s+folgenden|ci-apr[èe]s|located|with|vertreten"
              + "|having|residing|whose|wohnhaft|mit\\s+sitz|dont|une?|organi[sz]ed|\\d)|;|\\s[–-]\\s).*");

  private final ClassReader labelled;

  ContractReader(ClassReader labelled) {
    this.labelled = labelled;
  }

  @Override
  public Map<String, Finding> read(DocumentLayout document, Set<String> wanted, Rereader rereader) {
    Map<String, Finding> found = new LinkedHashMap<>(labelled.read(document, wanted, rereader));
    if (wanted.contains("parties")) {
      parties(document).ifPresent(f -> found.put("parties", f));
    }
    return found;
  }

  private static Optional<Finding> parties(DocumentLayout document) {
    List<TextRun> rows = document.rows().limit(HEAD_ROWS).toList();
    StringBuilder text = new StringBuilder();
    List<Integer> starts = new ArrayList<>();
    for (TextRun row : rows) {
      starts.add(text.length());
      text.append(row.text().replace("  ", " ")).append('\n');
    }
    Matcher matcher = BETWEEN.matcher(text);
    while (matcher.find() && matcher.end() - matcher.start() < LONGEST_SENTENCE) {
      String first = name(matcher.group("first"));
      String second = name(matcher.group("second"));
      if (isName(first) && isName(second)) {
        List<TextRun> runs = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
          int end = i + 1 < starts.size() ? starts.get(i + 1) : text.length();
          if (starts.get(i) < matcher.end() && end > matcher.start()) {
            runs.add(rows.get(i));
          }
        }
        return Optional.of(Finding.of(Candidate.of(runs, first + ", " + second, 1), 0.75));
      }
    }
    return Optional.empty();
  }

  private static String name(String text) {
    String plain = text.replaceAll("\\s+", " ").strip();
    return AFTER_NAME.matcher(plain).replaceFirst("").replaceAll("[,;:\\s]+$", "");
  }

  private static boolean isName(String text) {
    return text.length() >= 4
        && text.length() <= 90
        && Character.isUpperCase(text.charAt(0))
        && text.chars().filter(Character::isLetter).count() > text.length() * 0.6
        && !Folding.fold(text).matches("(?:the|die|les)?(?:parties|parteien|parti)");
  }
}
