package dev.lethe.engine.template;

import dev.lethe.engine.extraction.value.Dates;
import dev.lethe.engine.extraction.value.Found;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.SourceDocument;
import dev.lethe.engine.page.Word;
import dev.lethe.engine.recognition.Deadline;
import dev.lethe.engine.recognition.Recognizer;
import dev.lethe.engine.template.SignatureBlock.Kind;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.PersonalText;
import dev.lethe.worker.Polygon;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.Validation;
import dev.lethe.worker.Validation.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads of a document only the places for signatures: whether each is signed, by whom and when. A
 * page without a line to write on is not recognised at all, of the others only what stands at the
 * lines.
 */
public final class SignatureReader {

  /** Name and version for the provenance of results. */
  public static final String VERSION = "lethe-signatures/1";

  public static final String SIGNATURE_PRESENT = "signature_present";
  static final String SIGNER_NAMES = "signer_names";
  static final String SIGNATURE_DATES = "signature_dates";
  static final String NO_BLOCK = "no-signature-block";

  private static final Set<String> FIELDS =
      Set.of(SIGNATURE_PRESENT, SIGNER_NAMES, SIGNATURE_DATES);

  private static final int MOST_PAGES = 200;

  /** Points above a line in which what is typed on it stands. */
  private static final double TYPE_ABOVE = 20;

  private static final double PREVIEW_DPI = 200;

  private final Recognizer recognizer;

  public SignatureReader(Recognizer recognizer) {
    this.recognizer = recognizer;
  }

  /** Whether a field is one of these. */
  public static boolean reads(String field) {
    return FIELDS.contains(field);
  }

  /**
   * What was read.
   *
   * @param pagesRecognized scanned pages with places for signatures
   */
  public record Signatures(List<ExtractedField> fields, int pagesRecognized) {
    public Signatures {
      fields = List.copyOf(fields);
    }
  }

  /** One place for a signature and what stands there. */
  private record Place(int page, SignatureBlock block, InkJudge.Verdict verdict, Polygon polygon) {}

  /** What was found so far. */
  private static final class Sheet {
    private final List<Place> places = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> dates = new LinkedHashSet<>();
    private double certainty = 1;
    private int recognized;
  }

  /** The wanted fields of these kinds; others are absent. */
  public Signatures read(
      SourceDocument document, ReadingScope scope, List<FieldRequest> wanted, Deadline deadline) {
    Sheet sheet = new Sheet();
    for (int number : pages(document, scope)) {
      deadline.check();
      read(document, number, scope, sheet, deadline);
    }
    return new Signatures(wanted.stream().map(w -> field(w, sheet)).toList(), sheet.recognized);
  }

  private static List<Integer> pages(SourceDocument document, ReadingScope scope) {
    IntStream numbers =
        scope.pages().isEmpty()
            ? IntStream.rangeClosed(1, document.pageCount())
            : scope.pages().stream().mapToInt(Integer::intValue).sorted();
    return numbers
        .filter(page -> page >= 1 && page <= document.pageCount())
        .limit(MOST_PAGES)
        .boxed()
        .toList();
  }

  private void read(
      SourceDocument document, int number, ReadingScope scope, Sheet sheet, Deadline deadline) {
    Optional<PageText> text = document.digitalText(number);
    if (text.isPresent() && !SignatureWords.hint(words(text.get()))) {
      return;
    }
    GrayImage gray =
        text.isPresent()
            ? GrayImage.of(document.preview(number, PREVIEW_DPI).image())
            : document.gray(number);
    PageRules rules = PageRules.withDots(gray);
    int[] turns = text.isPresent() ? new int[] {0} : new int[] {0, 2, 1, 3};
    for (int quarters : turns) {
      SignaturePage page = new SignaturePage(gray, text, rules, quarters, recognizer, deadline);
      if (page.hasLines()) {
        List<SignatureBlock> blocks = page.blocks();
        if (blocks.stream().anyMatch(b -> b.kind() == Kind.SIGNATURE)) {
          sheet.recognized += text.isEmpty() ? 1 : 0;
          collect(number, page, blocks, scope, sheet);
          return;
        }
      }
    }
  }

  private static String words(PageText text) {
    return String.join(" ", text.words().stream().map(Word::text).toList());
  }

  private static void collect(
      int number,
      SignaturePage page,
      List<SignatureBlock> blocks,
      ReadingScope scope,
      Sheet sheet) {
    InkJudge judge = new InkJudge(page);
    Set<String> labels = new LinkedHashSet<>();
    int named = sheet.names.size();
    for (SignatureBlock block : blocks) {
      switch (block.kind()) {
        case SIGNATURE -> {
          Polygon polygon =
              Places.upright(
                  page.toPage(),
                  Optional.empty(),
                  page.quarters(),
                  block.box(),
                  page.gray().width(),
                  page.gray().height());
          sheet.places.add(new Place(number, block, judge.judge(block), polygon));
          block.texts().stream()
              .flatMap(t -> SignatureWords.name(t).stream())
              .limit(1)
              .forEach(labels::add);
        }
        case NAME -> name(page, block, sheet);
        case DATE -> date(page, block, scope, sheet);
        case OTHER -> {
          // titles and addresses are not asked for
        }
      }
    }
    // what is printed under the lines counts where no name has a line of its own
    if (sheet.names.size() == named) {
      sheet.names.addAll(labels);
    }
  }

  /** What stands on the line itself: higher up there may be what belongs to the place above. */
  private static List<Word> onLine(SignaturePage page, SignatureBlock block) {
    Box box = block.box();
    double top = Math.max(box.top(), block.line() - TYPE_ABOVE);
    List<List<Word>> lines =
        Lines.of(page.words(new Box(box.left(), top, box.right(), box.bottom())));
    return lines.isEmpty() ? List.of() : lines.get(lines.size() - 1);
  }

  private static void name(SignaturePage page, SignatureBlock block, Sheet sheet) {
    List<Word> words = onLine(page, block);
    SignatureWords.name(SignaturePage.text(words))
        .ifPresent(
            name -> {
              sheet.names.add(name);
              sheet.certainty = Math.min(sheet.certainty, confidence(words));
            });
  }

  private static void date(
      SignaturePage page, SignatureBlock block, ReadingScope scope, Sheet sheet) {
    List<Word> words = onLine(page, block);
    String text = SignaturePage.text(words);
    boolean american = scope.language().map(l -> l.equals("en")).orElse(true);
    List<Found> found = Dates.in(text, american ? Dates.Order.MONTH_FIRST : Dates.Order.DAY_FIRST);
    found.stream()
        .filter(f -> f.quality() > 0.5)
        .findFirst()
        .ifPresent(
            date -> {
              sheet.dates.add(date.value());
              sheet.certainty = Math.min(sheet.certainty, confidence(words));
            });
  }

  private static double confidence(List<Word> words) {
    return words.stream().mapToDouble(Word::confidence).min().orElse(0);
  }

  private static ExtractedField field(FieldRequest wanted, Sheet sheet) {
    if (!FIELDS.contains(wanted.name())) {
      return ExtractedField.absent(wanted, FieldMaker.NOT_ON_FORM);
    }
    if (sheet.places.isEmpty()) {
      return ExtractedField.absent(wanted, NO_BLOCK);
    }
    return switch (wanted.name()) {
      case SIGNER_NAMES -> texts(wanted, sheet.names, sheet);
      case SIGNATURE_DATES -> texts(wanted, sheet.dates, sheet);
      default -> present(wanted, sheet);
    };
  }

  private static ExtractedField texts(FieldRequest wanted, Set<String> values, Sheet sheet) {
    if (values.isEmpty()) {
      return ExtractedField.absent(wanted, FieldMaker.LEFT_BLANK);
    }
    String text = String.join("; ", values);
    return found(wanted, text, text, 0.4 + 0.55 * sheet.certainty, sheet);
  }

  private static ExtractedField present(FieldRequest wanted, Sheet sheet) {
    double certainty =
        sheet.places.stream().mapToDouble(p -> p.verdict().confidence()).min().orElse(0);
    StringBuilder json = new StringBuilder("[");
    for (Place place : sheet.places) {
      json.append(json.length() > 1 ? "," : "").append(json(place));
    }
    String all = json.append(']').toString();
    return found(wanted, all, all, certainty, sheet);
  }

  /** Of fixed words and numbers alone: nothing that was read is in it. */
  private static String json(Place place) {
    StringBuilder corners = new StringBuilder();
    for (Polygon.Point p : place.polygon().points()) {
      corners.append(corners.length() > 0 ? "," : "");
      corners.append(String.format(Locale.ROOT, "[%.4f,%.4f]", p.x(), p.y()));
    }
    return String.format(
        Locale.ROOT,
        "{\"label\":\"%s\",\"page\":%d,\"signed\":%b,\"mark\":\"%s\",\"confidence\":%.2f,\"polygon\":[%s]}",
        place.block().role(),
        place.page(),
        place.verdict().mark() == SignatureMark.INK,
        place.verdict().mark().code(),
        place.verdict().confidence(),
        corners);
  }

  private static ExtractedField found(
      FieldRequest wanted, String raw, String normalized, double confidence, Sheet sheet) {
    Place first = sheet.places.get(0);
    return new ExtractedField(
        wanted.name(),
        wanted.type(),
        Optional.of(PersonalText.of(raw)),
        Optional.of(PersonalText.of(normalized)),
        confidence,
        first.page(),
        Optional.of(first.polygon()),
        List.of(new Validation("signature-blocks", Outcome.PASSED, "")),
        Optional.empty());
  }
}
