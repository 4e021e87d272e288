package dev.lethe.engine.template;

import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.SourceDocument;
import dev.lethe.engine.recognition.Deadline;
import dev.lethe.engine.recognition.Recognizer;
import dev.lethe.engine.template.FormTemplate.Anchor;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.PersonalText;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.Validation;
import dev.lethe.worker.Validation.Outcome;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads documents that are a known form. A page on which no template is found with certainty is not
 * read at all: then the general readers take over.
 */
public final class FormReader {

  /** Name and version for the provenance of results. */
  public static final String VERSION = "lethe-templates/1";

  /** Pages that are looked at for a form when its class is known, and when it is not. */
  private static final int PAGES_OF_KNOWN_CLASS = 12;

  private static final int PAGES_OF_UNKNOWN_CLASS = 2;
  private static final int CANDIDATES = 3;
  private static final double CLEAR = 0.93;

  /** Quarters in the order in which pages are put in. */
  private static final int[] TURNS = {0, 2, 1, 3};

  /** Printed lines of a page that may be a form. */
  private static final int FEWEST_RULES = 8;

  /** Per cent. */
  private static final int MOST_STRETCHED = 8;

  private static final int ANCHORS = 4;
  private static final double ANCHOR_LIKENESS = 0.62;
  private static final double PREVIEW_DPI = PageRules.PIXELS_PER_INCH;
  private static final double MOST_RESIDUAL_POINTS = 1.6;

  private final Recognizer recognizer;
  private final Templates templates;

  public FormReader(Recognizer recognizer, Templates templates) {
    this.recognizer = recognizer;
    this.templates = templates;
  }

  /**
   * What was read of a form.
   *
   * @param template its identifier and version
   * @param pagesRecognized pages of which zones were recognised
   */
  public record Form(
      String documentClass, String template, int pagesRecognized, List<ExtractedField> fields) {
    public Form {
      fields = List.copyOf(fields);
    }

    /** What the provenance tells of how the fields were read. */
    public String extractor() {
      return VERSION + " " + template;
    }
  }

  /** Pixels of a page, and its text where that is its own. */
  private record Page(
      SourceDocument document,
      int number,
      GrayImage gray,
      Optional<PageText> text,
      Optional<Perspective> view) {

    Page seen(Perspective through) {
      return new Page(document, number, through.straightened(gray), text, Optional.of(through));
    }
  }

  /** Whether there is a template that has any of the fields, so that looking for it may pay. */
  public boolean mayRead(ReadingScope scope, List<FieldRequest> wanted) {
    return scope.regions().isEmpty() && isOnForms(wanted, templates.of(scope.documentClass()));
  }

  /**
   * The wanted fields, when a page of the document is a known form; empty otherwise. Fields that
   * the form does not have are absent.
   */
  public Optional<Form> read(
      SourceDocument document, ReadingScope scope, List<FieldRequest> wanted, Deadline deadline) {
    List<FormTemplate> candidates = templates.of(scope.documentClass());
    if (!mayRead(scope, wanted)) {
      return Optional.empty();
    }
    for (int number : pages(document, scope)) {
      deadline.check();
      Optional<Page> page = page(document, number, candidates);
      if (page.isPresent()) {
        Optional<Form> form = read(page.get(), candidates, wanted, deadline);
        if (form.isPresent()) {
          return form;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isOnForms(List<FieldRequest> wanted, List<FormTemplate> candidates) {
    return wanted.stream()
        .anyMatch(w -> candidates.stream().anyMatch(t -> t.fields().containsKey(w.name())));
  }

  private static List<Integer> pages(SourceDocument document, ReadingScope scope) {
    int most = scope.documentClass().isPresent() ? PAGES_OF_KNOWN_CLASS : PAGES_OF_UNKNOWN_CLASS;
    IntStream numbers =
        scope.pages().isEmpty()
            ? IntStream.rangeClosed(1, document.pageCount())
            : scope.pages().stream().mapToInt(Integer::intValue).sorted();
    return numbers
        .filter(page -> page >= 1 && page <= document.pageCount())
        .limit(most)
        .boxed()
        .toList();
  }

  /** A page of text of which no template's words are known is not even drawn. */
  private static Optional<Page> page(
      SourceDocument document, int number, List<FormTemplate> candidates) {
    Optional<PageText> text = document.digitalText(number);
    if (text.isPresent()) {
      String words = String.join(" ", text.get().words().stream().map(w -> w.text()).toList());
      if (candidates.stream().noneMatch(t -> mentions(words, t))) {
        return Optional.empty();
      }
    }
    GrayImage gray =
        text.isPresent()
            ? GrayImage.of(document.preview(number, PREVIEW_DPI).image())
            : document.gray(number);
    return Optional.of(new Page(document, number, gray, text, Optional.empty()));
  }

  private static boolean mentions(String words, FormTemplate template) {
    return template.anchors().stream()
        .limit(ANCHORS)
        .anyMatch(anchor -> Captions.contains(words, anchor.text()));
  }

  private Optional<Form> read(
      Page page, List<FormTemplate> candidates, List<FieldRequest> wanted, Deadline deadline) {
    PageRules rules = PageRules.of(page.gray());
    Optional<Form> form =
        located(page, List.of(rules), candidates, deadline).map(found -> form(page, found, wanted));
    if (form.isPresent() || page.text().isPresent() || rules.count() < FEWEST_RULES) {
      return form;
    }
    return Perspective.of(page.gray())
        .map(page::seen)
        .flatMap(
            seen -> {
              deadline.check();
              return located(seen, stretched(PageRules.of(seen.gray())), candidates, deadline)
                  .map(found -> form(seen, found, wanted));
            });
  }

  /** A picture from askew leaves open how wide a page is against its height. */
  private static List<PageRules> stretched(PageRules rules) {
    return IntStream.rangeClosed(-MOST_STRETCHED, MOST_STRETCHED)
        .mapToObj(percent -> rules.stretched(1 + percent / 100.0))
        .toList();
  }

  /** A form that was found on a page, with what reads its zones. */
  private record Located(Registration registration, ZoneSource zones) {}

  private Optional<Located> located(
      Page page, List<PageRules> rules, List<FormTemplate> candidates, Deadline deadline) {
    for (Registration found : registrations(page, rules, candidates)) {
      ZoneSource zones = zones(page, found, deadline);
      if (found.residual() <= MOST_RESIDUAL_POINTS && isVerified(found, zones)) {
        return Optional.of(new Located(found, zones));
      }
    }
    return Optional.empty();
  }

  /**
   * Where the zones of some fields lie, when a page of the document is a known form that has all of
   * them; empty otherwise, and of pages photographed from askew. Nothing of a value is recognised
   * for it.
   */
  public Optional<FormPlace> locate(
      SourceDocument document, ReadingScope scope, List<String> fields, Deadline deadline) {
    List<FormTemplate> candidates =
        templates.of(scope.documentClass()).stream()
            .filter(template -> template.fields().keySet().containsAll(fields))
            .toList();
    for (int number : candidates.isEmpty() ? List.<Integer>of() : pages(document, scope)) {
      deadline.check();
      Optional<FormPlace> place =
          page(document, number, candidates)
              .flatMap(
                  page ->
                      located(page, List.of(PageRules.of(page.gray())), candidates, deadline)
                          .map(found -> place(page, found.registration(), fields)));
      if (place.isPresent()) {
        return place;
      }
    }
    return Optional.empty();
  }

  private static FormPlace place(Page page, Registration found, List<String> fields) {
    BufferedImage image = page.document().image(page.number()).image();
    AffineTransform toImage =
        AffineTransform.getScaleInstance(
            (double) image.getWidth() / page.gray().width(),
            (double) image.getHeight() / page.gray().height());
    toImage.concatenate(found.toPage());
    return FormPlace.of(found.template(), page.number(), toImage, fields, ANCHORS);
  }

  private static List<Registration> registrations(
      Page page, List<PageRules> rules, List<FormTemplate> candidates) {
    List<Registration> found = new ArrayList<>();
    int turns = page.text().isPresent() ? 1 : 4;
    for (int i = 0; i < turns && found.stream().noneMatch(FormReader::isClear); i++) {
      int quarters = TURNS[i];
      for (FormTemplate template : candidates) {
        rules.stream()
            .flatMap(r -> Registrar.find(template, r, quarters).stream())
            .max(Comparator.comparingDouble(Registration::agreement))
            .ifPresent(found::add);
      }
    }
    found.sort(Comparator.comparingDouble(Registration::agreement).reversed());
    return found.stream().limit(CANDIDATES).toList();
  }

  private ZoneSource zones(Page page, Registration found, Deadline deadline) {
    if (page.text().isPresent()) {
      PageText text = page.text().get();
      AffineTransform toText =
          AffineTransform.getScaleInstance(
              text.width() / page.gray().width(), text.height() / page.gray().height());
      toText.concatenate(found.toPage());
      return new DigitalZones(
          text,
          new Registration(
              found.template(),
              toText,
              found.agreement(),
              found.residual(),
              found.pointSize(),
              found.quarters()));
    }
    GrayImage writing = found.template().redInk() ? withoutRed(page) : page.gray();
    return new ScannedZones(page.gray(), writing, page.view(), found, recognizer, deadline);
  }

  private static GrayImage withoutRed(Page page) {
    GrayImage black = RedInk.dropped(page.document().image(page.number()).image());
    return page.view().map(view -> view.straightened(black)).orElse(black);
  }

  private static boolean isClear(Registration registration) {
    return registration.agreement() >= CLEAR;
  }

  /** Most of the first anchors must be where the registration says; no value without them. */
  private static boolean isVerified(Registration found, ZoneSource zones) {
    List<Anchor> anchors = found.template().anchors().stream().limit(ANCHORS).toList();
    // where every line is in its place, one of the surest words leaves no doubt
    int needed = isClear(found) ? 1 : Math.max(2, (anchors.size() + 1) / 2);
    int right = 0;
    int left = anchors.size();
    for (Anchor anchor : anchors) {
      if (right >= needed || right + left < needed) {
        break;
      }
      left--;
      String printed = zones.printed(anchor.box());
      right += Captions.likeness(anchor.text(), printed) >= ANCHOR_LIKENESS ? 1 : 0;
    }
    return right >= needed;
  }

  private static Form form(Page page, Located found, List<FieldRequest> wanted) {
    ZoneSource zones = found.zones();
    FormTemplate template = found.registration().template();
    FieldMaker maker = new FieldMaker(template, zones);
    List<ExtractedField> fields =
        wanted.stream().map(w -> field(w, maker.value(w.name()), page.number())).toList();
    return new Form(template.documentClass(), template.label(), zones.isDigital() ? 0 : 1, fields);
  }

  /** A value of a page as the answer to a request. */
  static ExtractedField field(FieldRequest wanted, FormValue value, int page) {
    if (value.absence().isPresent()) {
      return ExtractedField.absent(wanted, value.absence().get());
    }
    List<Validation> validations = new ArrayList<>(value.validations());
    validations.add(new Validation("form-registration", Outcome.PASSED, ""));
    return new ExtractedField(
        wanted.name(),
        wanted.type(),
        Optional.of(PersonalText.of(value.raw())),
        Optional.of(PersonalText.of(value.normalized())),
        value.confidence(),
        page,
        value.place(),
        validations,
        Optional.empty());
  }
}
