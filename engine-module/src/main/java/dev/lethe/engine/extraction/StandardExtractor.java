package dev.lethe.engine.extraction;

import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.TextRun;
import dev.lethe.engine.page.PageText;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.PersonalText;
import dev.lethe.worker.Polygon;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the class, lets its reader read, and answers for every wanted field. */
final class StandardExtractor implements FieldExtractor {

  private static final String FULL_TEXT = "full_text";

  static final String NOT_FOUND = "not-found";
  static final String NOT_READABLE = "not-readable";
  static final String NOT_APPLICABLE = "not-applicable";

  private final Map<String, ClassReader> readers;

  StandardExtractor(Map<String, ClassReader> readers) {
    this.readers = Map.copyOf(readers);
  }

  @Override
  public Extraction extract(
      List<PageText> pages,
      Optional<String> documentClass,
      Optional<String> language,
      List<FieldRequest> wanted,
      Rereader rereader) {
    Rereader looks = new RememberedLooks(rereader);
    DocumentLayout unlabelled = new DocumentLayout(pages, LabelLexicon.none(), language);
    String found = documentClass.orElseGet(() -> DocumentClassifier.classOf(unlabelled, looks));
    ClassReader reader = readers.get(found);
    Set<String> names = new LinkedHashSet<>(wanted.stream().map(FieldRequest::name).toList());
    boolean reads = reader != null && !pages.isEmpty() && !names.equals(Set.of(FULL_TEXT));
    // labels take the longest of all that is not recognition, and text has no use for them
    DocumentLayout document = reads ? unlabelled.labelledBy(LabelLexicon.of(found)) : unlabelled;
    Map<String, Finding> findings =
        reader != null && reads ? read(reader, document, names, looks) : Map.of();
    if (names.contains(FULL_TEXT) && !findings.containsKey(FULL_TEXT)) {
      findings = new java.util.LinkedHashMap<>(findings);
      findings.putAll(new TextReader().read(document, names, looks));
    }
    List<ExtractedField> fields = new ArrayList<>();
    for (FieldRequest field : wanted) {
      Finding finding = findings.get(field.name());
      fields.add(
          finding == null
              ? ExtractedField.absent(field, reason(document, reader))
              : field(found, field, finding, document));
    }
    return new Extraction(found, fields);
  }

  @Override
  public Classification classify(
      List<PageText> pages, Optional<String> language, Rereader rereader) {
    return DocumentClassifier.classify(
        new DocumentLayout(pages, LabelLexicon.none(), language), new RememberedLooks(rereader));
  }

  /** Reads, looks again at what was unsure, and reads once more with what that gave. */
  private static Map<String, Finding> read(
      ClassReader reader, DocumentLayout document, Set<String> names, Rereader looks) {
    Map<String, Finding> first = reader.read(document, names, looks);
    Map<String, Finding> settled =
        new Recheck(document, looks)
            .of(first, reader.rechecked(names))
            .map(again -> Recheck.better(first, reader.read(again, names, looks)))
            .orElse(first);
    return new OwnMarks(document, looks).restored(settled);
  }

  private static String reason(DocumentLayout document, @Nullable ClassReader reader) {
    if (document.isEmpty()) {
      return NOT_READABLE;
    }
    return reader == null ? NOT_APPLICABLE : NOT_FOUND;
  }

  private static ExtractedField field(
      String documentClass, FieldRequest request, Finding finding, DocumentLayout document) {
    Candidate candidate = finding.candidate();
    return new ExtractedField(
        request.name(),
        request.type(),
        Optional.of(PersonalText.of(candidate.raw())),
        Optional.of(PersonalText.of(finding.value())),
        Calibration.confidence(
            documentClass,
            request.name(),
            finding,
            document.page(candidate.page()).page().digital()),
        candidate.page(),
        Optional.of(polygon(candidate, document)),
        finding.validations(),
        Optional.empty());
  }

  private static Polygon polygon(Candidate candidate, DocumentLayout document) {
    PageText page = document.page(candidate.page()).page();
    Box box =
        candidate.runs().stream()
            .filter(r -> r.page() == candidate.page())
            .map(TextRun::box)
            .reduce(Box::union)
            .orElseThrow();
    return Polygon.ofBox(
        box.left() / page.width(),
        box.top() / page.height(),
        box.right() / page.width(),
        box.bottom() / page.height());
  }
}
