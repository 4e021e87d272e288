package dev.lethe.engine.extraction;

import dev.lethe.engine.barcode.Barcode.Symbology;
import dev.lethe.engine.barcode.LicencePayload;
import dev.lethe.engine.extraction.FieldExtractor.Classification;
import dev.lethe.engine.extraction.mrz.MrzFinder;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the class of a document from what only such documents print: titles and labels, listed in
 * {@code signs.txt}, the zone of identity documents, the symbol of licences, the narrow strip of
 * receipts. Where two classes are about as likely there is none.
 */
final class DocumentClassifier {

  static final String UNKNOWN = "unknown";

  /** A title, or two labels. */
  private static final double LEAST = 1.5;

  private static final double LEAST_LEAD = 0.4;
  private static final double TITLE = 2.5;
  private static final double BEGINS = 1.6;

  /** What the shape of a receipt adds to its words: tills print tax invoices as well. */
  private static final double STRIP = 2.5;

  private static final double WEAK_STRIP = 1.6;
  private static final double NO_STRIP = -1.5;

  /** Phrases shorter than this count only as whole words. */
  private static final int SHORT = 6;

  /** What is printed for machines stands on no other document. */
  private static final double BY_MACHINE_PRINT = 0.99;

  /** Two dates under the numbers that licences of the European Union print (2006/126/EC). */
  private static final double BY_NUMBERED_ROWS = 0.9;

  /** As if half a label stood there of a class that nobody has listed. */
  private static final double DOUBT = 0.5;

  private static final int MOST_ROWS = 400;

  /** Rows of the shortest receipt; fewer make no strip. */
  private static final int LEAST_STRIP = 5;

  private static final int FEW_WORDS = 40;

  private static final Pattern ISSUED = Pattern.compile("^4\\s?[aA]\\.?\\s?\\d{2}[./-]\\d{2}[./-]");
  private static final Pattern EXPIRES =
      Pattern.compile("^4\\s?[bB]\\.?\\s?\\d{2}[./-]\\d{2}[./-]");
  private static final Classification NONE = new Classification(UNKNOWN, 0);

  private static final Map<String, List<Sign>> SIGNS = load();

  private DocumentClassifier() {}

  private record Sign(String phrase, boolean title) {}

  static String classOf(DocumentLayout document, Rereader rereader) {
    return classify(document, rereader).documentClass();
  }

  static Classification classify(DocumentLayout document, Rereader rereader) {
    if (hasZone(document)) {
      return new Classification("identity_document", BY_MACHINE_PRINT);
    }
    if (words(document) < FEW_WORDS && hasLicenceSymbol(document, rereader)) {
      return new Classification("driving_licence", BY_MACHINE_PRINT);
    }
    if (isEuropeanLicence(document)) {
      return new Classification("driving_licence", BY_NUMBERED_ROWS);
    }
    return document.isEmpty() ? NONE : byWords(document);
  }

  private static Classification byWords(DocumentLayout document) {
    Print print = new Print(document);
    String best = UNKNOWN;
    double bestScore = 0;
    double second = 0;
    for (Map.Entry<String, List<Sign>> signs : SIGNS.entrySet()) {
      double score = print.score(signs.getValue());
      if (score > 0 && signs.getKey().equals("receipt")) {
        score += isNarrow(document) ? (score >= 2 ? STRIP : WEAK_STRIP) : NO_STRIP;
      }
      if (score > bestScore) {
        second = bestScore;
        best = signs.getKey();
        bestScore = score;
      } else {
        second = Math.max(second, score);
      }
    }
    return bestScore >= LEAST && bestScore - second >= LEAST_LEAD
        ? new Classification(best, confidence(bestScore, second))
        : NONE;
  }

  /** The share of the best class in all evidence, where a little always speaks against it. */
  private static double confidence(double best, double second) {
    return best / (best + second + DOUBT);
  }

  private static long words(DocumentLayout document) {
    return document.rows().mapToLong(r -> r.words().size()).sum();
  }

  private static boolean hasLicenceSymbol(DocumentLayout document, Rereader rereader) {
    return document.pages().stream()
        .limit(2)
        .flatMap(p -> rereader.barcodes(p.number(), Set.of(Symbology.PDF417)).stream())
        .anyMatch(b -> LicencePayload.parse(b.text()).isPresent());
  }

  /** What stands on the pages, made comparable. */
  private static final class Print {

    private final List<String> rows = new ArrayList<>();
    private final Set<String> words = new HashSet<>();
    private final List<String> segments;

    Print(DocumentLayout document) {
      document
          .rows()
          .limit(MOST_ROWS)
          .forEach(
              row -> {
                rows.add(Folding.fold(row.text()));
                row.words().forEach(w -> words.add(Folding.fold(w.text())));
              });
      segments =
          document.pages().stream()
              .flatMap(p -> p.segments().stream())
              .limit(2L * MOST_ROWS)
              .map(s -> Folding.fold(s.text()))
              .toList();
    }

    /** A phrase within a longer one that is there as well tells nothing more. */
    double score(List<Sign> signs) {
      List<Sign> there = signs.stream().filter(sign -> isThere(sign.phrase())).toList();
      return there.stream()
          .filter(
              sign ->
                  there.stream()
                      .noneMatch(
                          longer ->
                              longer.title() == sign.title()
                                  && longer.phrase().length() > sign.phrase().length()
                                  && longer.phrase().contains(sign.phrase())))
          .mapToDouble(this::weight)
          .sum();
    }

    private boolean isThere(String phrase) {
      return phrase.length() < SHORT
          ? words.contains(phrase)
          : rows.stream().anyMatch(r -> r.contains(phrase));
    }

    private double weight(Sign sign) {
      if (!sign.title()) {
        return 1;
      }
      if (segments.stream().anyMatch(s -> isTitle(s, sign.phrase()))) {
        return TITLE;
      }
      return segments.stream().anyMatch(s -> s.startsWith(sign.phrase())) ? BEGINS : 1;
    }

    /** A title stands alone but for a number or a short word. */
    private static boolean isTitle(String segment, String phrase) {
      return segment.contains(phrase) && segment.length() <= phrase.length() * 1.5 + 6;
    }
  }

  /**
   * The numbers by which licences of the European model name their fields (Directive 2006/126/EC,
   * Annex I): dates of issue and expiry at 4a and 4b.
   */
  private static boolean isEuropeanLicence(DocumentLayout document) {
    List<String> segments =
        document.pages().stream()
            .flatMap(p -> p.segments().stream())
            .limit(2L * MOST_ROWS)
            .map(TextRun::text)
            .toList();
    return segments.size() < FEW_WORDS
        && segments.stream().anyMatch(s -> ISSUED.matcher(s).find())
        && segments.stream().anyMatch(s -> EXPIRES.matcher(s).find());
  }

  private static boolean hasZone(DocumentLayout document) {
    return document.rows().anyMatch(MrzFinder::isZoneLine);
  }

  /** A till's paper is a strip of few characters' width. */
  private static boolean isNarrow(DocumentLayout document) {
    if (document.pages().size() > 2) {
      return false;
    }
    PageLayout first = document.pages().get(0);
    double[] lefts = first.rows().stream().mapToDouble(r -> r.box().left()).sorted().toArray();
    double[] rights = first.rows().stream().mapToDouble(r -> r.box().right()).sorted().toArray();
    if (lefts.length < LEAST_STRIP) {
      return false;
    }
    double width = rights[(int) (rights.length * 0.92)] - lefts[(int) (lefts.length * 0.08)];
    return width < 36 * first.typeHeight();
  }

  private static Map<String, List<Sign>> load() {
    try (InputStream in =
            Objects.requireNonNull(DocumentClassifier.class.getResourceAsStream("signs.txt"));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("//"))
          .collect(
              Collectors.toMap(
                  line -> line.substring(0, line.indexOf(' ')),
                  DocumentClassifier::signs,
                  (a, b) -> {
                    List<Sign> both = new ArrayList<>(a);
                    both.addAll(b);
                    return both;
                  },
                  LinkedHashMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A class, {@code titles} or {@code labels}, a colon and phrases parted by bars. */
  private static List<Sign> signs(String line) {
    int colon = line.indexOf(':');
    boolean title = line.substring(0, colon).endsWith(" titles");
    return Arrays.stream(line.substring(colon + 1).split("\\|"))
        .map(phrase -> new Sign(Folding.fold(phrase), title))
        .distinct()
        .toList();
  }
}
