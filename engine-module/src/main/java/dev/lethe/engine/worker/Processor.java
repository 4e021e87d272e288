package dev.lethe.engine.worker;

import dev.lethe.engine.extraction.FieldExtractor;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.RefusedException;
import dev.lethe.engine.page.SourceDocument;
import dev.lethe.engine.pii.IdentifierFinder;
import dev.lethe.engine.recognition.Deadline;
import dev.lethe.engine.recognition.RecognizedPage;
import dev.lethe.engine.recognition.Recognizer;
import dev.lethe.engine.redaction.Coverage;
import dev.lethe.engine.redaction.PageRedaction;
import dev.lethe.engine.redaction.RedactedCopy;
import dev.lethe.engine.template.CaptionReader;
import dev.lethe.engine.template.FormReader;
import dev.lethe.engine.template.SignatureReader;
import dev.lethe.engine.template.Templates;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.Provenance;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Request;
import dev.lethe.worker.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Answers requests. Whatever goes wrong is a refusal: nothing is thrown and nothing is printed. */
public final class Processor {

  private static final String SIGNATURE_PAGE = "signature_page";
  private static final int PAGES_TO_CLASSIFY = 3;

  private final DocumentReader reader;
  private final Recognizer recognizer;
  private final FieldExtractor extractor;
  private final FormReader forms;
  private final CaptionReader captions;
  private final SignatureReader signatures;
  private final PageRedaction redaction;
  private final Provenance provenance;

  public Processor(
      Recognizer recognizer,
      FieldExtractor extractor,
      Templates templates,
      IdentifierFinder identifiers,
      Provenance provenance) {
    this.recognizer = recognizer;
    this.reader = new DocumentReader(recognizer);
    this.extractor = extractor;
    this.forms = new FormReader(recognizer, templates);
    this.captions = new CaptionReader(templates);
    this.signatures = new SignatureReader(recognizer);
    this.redaction = new PageRedaction(new Coverage(identifiers));
    this.provenance = provenance;
  }

  public Response process(Request request) {
    try {
      if (request instanceof Request.Classify classify) {
        return classify(classify);
      }
      return request instanceof Request.Extract extract
          ? extract(extract)
          : redact((Request.Redact) request);
    } catch (RefusedException refused) {
      return new Response.Refused(refused.refusal());
    } catch (StackOverflowError tooDeep) {
      return new Response.Refused(Refusal.UNREADABLE);
    } catch (RuntimeException | LinkageError broken) {
      return new Response.Refused(Refusal.WORKER_FAILED);
    } finally {
      recognizer.clear();
    }
  }

  private Response extract(Request.Extract request) {
    long start = System.nanoTime();
    Deadline deadline = Deadline.in(request.scope().limits().deadline());
    Optional<Response> zones = byZones(request, deadline, start);
    if (zones.isPresent()) {
      return zones.get();
    }
    try (DocumentReader.Reading reading =
        reader.read(request.document().bytes(), request.scope(), deadline)) {
      FieldExtractor.Extraction extraction =
          extractor.extract(
              reading.pages(),
              request.scope().documentClass(),
              request.scope().language(),
              request.fields(),
              reading.rereader());
      Optional<FormReader.Form> form =
          request.scope().regions().isEmpty()
              ? captions.read(
                  reading.pages(),
                  request.scope().documentClass(),
                  request.fields(),
                  reading.rereader())
              : Optional.empty();
      List<ExtractedField> fields = new ArrayList<>();
      extraction.fields().forEach(field -> fields.add(Answers.clean(surest(field, form), reading)));
      addSignatures(request, reading, fields, deadline);
      String found = form.map(FormReader.Form::documentClass).orElse(extraction.documentClass());
      return new Response.Extracted(
          request.scope().documentClass().orElse(found),
          reading.pageCount(),
          reading.recognized().size(),
          fields,
          form.map(f -> by(f.extractor())).orElse(provenance),
          (System.nanoTime() - start) / 1_000_000);
    }
  }

  /** A document says on its first pages what it is. */
  private Response classify(Request.Classify request) {
    long start = System.nanoTime();
    Deadline deadline = Deadline.in(request.scope().limits().deadline());
    try (SourceDocument document =
        SourceDocument.open(request.document().bytes(), request.scope().limits())) {
      ReadingScope scope = firstPages(request.scope(), document.pageCount());
      DocumentReader.Reading reading = reader.read(document, scope, deadline);
      FieldExtractor.Classification found =
          extractor.classify(reading.pages(), scope.language(), reading.rereader());
      return new Response.Classified(
          found.documentClass(),
          found.confidence(),
          document.pageCount(),
          reading.recognized().size(),
          provenance,
          (System.nanoTime() - start) / 1_000_000);
    }
  }

  private static ReadingScope firstPages(ReadingScope scope, int pages) {
    return scope.pages().isEmpty() && scope.regions().isEmpty()
        ? new ReadingScope(
            scope.documentClass(),
            IntStream.rangeClosed(1, Math.min(pages, PAGES_TO_CLASSIFY)).boxed().toList(),
            scope.regions(),
            scope.language(),
            scope.limits())
        : scope;
  }

  /** What the form's captions say of a field counts more than what any label says. */
  private static ExtractedField surest(ExtractedField field, Optional<FormReader.Form> form) {
    return form.flatMap(
            f -> f.fields().stream().filter(o -> o.name().equals(field.name())).findFirst())
        .orElse(field);
  }

  /** Fields of a document of which only zones need to be read: a known form, a signature page. */
  private Optional<Response> byZones(Request.Extract request, Deadline deadline, long start) {
    ReadingScope scope = request.scope();
    boolean signaturePage = scope.documentClass().filter(SIGNATURE_PAGE::equals).isPresent();
    if (!scope.regions().isEmpty() || (!signaturePage && !forms.mayRead(scope, request.fields()))) {
      return Optional.empty();
    }
    try (SourceDocument document =
        SourceDocument.open(request.document().bytes(), scope.limits())) {
      DocumentReader.wanted(scope, document.pageCount());
      if (signaturePage) {
        SignatureReader.Signatures read =
            signatures.read(document, scope, request.fields(), deadline);
        return Optional.of(
            answer(
                SIGNATURE_PAGE,
                document.pageCount(),
                read.pagesRecognized(),
                read.fields(),
                SignatureReader.VERSION,
                start));
      }
      return forms
          .read(document, scope, request.fields(), deadline)
          .map(
              form ->
                  answer(
                      form.documentClass(),
                      document.pageCount(),
                      form.pagesRecognized(),
                      form.fields(),
                      form.extractor(),
                      start));
    }
  }

  private Response answer(
      String documentClass,
      int pages,
      int recognized,
      List<ExtractedField> fields,
      String by,
      long start) {
    return new Response.Extracted(
        documentClass,
        pages,
        recognized,
        fields.stream().map(Answers::clean).toList(),
        by(by),
        (System.nanoTime() - start) / 1_000_000);
  }

  private Provenance by(String extractor) {
    return new Provenance(
        provenance.engine(), provenance.recognizer(), provenance.model(), extractor);
  }

  /** Whether a contract is signed is seen, not read. */
  private void addSignatures(
      Request.Extract request,
      DocumentReader.Reading reading,
      List<ExtractedField> fields,
      Deadline deadline) {
    if (!request.scope().regions().isEmpty()) {
      return;
    }
    for (int i = 0; i < fields.size(); i++) {
      FieldRequest wanted = request.fields().get(i);
      if (wanted.name().equals(SignatureReader.SIGNATURE_PRESENT)) {
        List<ExtractedField> read =
            signatures
                .read(reading.document(), request.scope(), List.of(wanted), deadline)
                .fields();
        fields.set(i, Answers.clean(read.get(0)));
      }
    }
  }

  private Response redact(Request.Redact request) {
    Deadline deadline = Deadline.in(request.scope().limits().deadline());
    try (DocumentReader.Reading reading =
            reader.read(request.document().bytes(), request.scope(), deadline);
        RedactedCopy copy = new RedactedCopy()) {
      List<ExtractedField> fields =
          extractor
              .extract(
                  reading.pages(),
                  request.scope().documentClass(),
                  request.scope().language(),
                  request.covered(),
                  reading.rereader())
              .fields();
      return request.page() == 0
          ? wholeDocument(reading, fields, copy, deadline)
          : onePage(reading, fields, request.page());
    }
  }

  private Response wholeDocument(
      DocumentReader.Reading reading,
      List<ExtractedField> fields,
      RedactedCopy copy,
      Deadline deadline) {
    int areas = 0;
    for (PageText page : reading.pages()) {
      deadline.check();
      PageRedaction.Covered covered = cover(reading, page, fields);
      copy.add(covered.image());
      areas += covered.areas();
    }
    return new Response.Redacted(
        "application/pdf", reading.pageCount(), areas, new Response.Content(copy.toBytes()));
  }

  private Response onePage(
      DocumentReader.Reading reading, List<ExtractedField> fields, int number) {
    PageText page =
        reading.pages().stream()
            .filter(candidate -> candidate.number() == number)
            .findFirst()
            .orElseThrow(() -> new RefusedException(Refusal.PAGE_OUT_OF_RANGE));
    PageRedaction.Covered covered = cover(reading, page, fields);
    return new Response.Redacted(
        "image/png",
        reading.pageCount(),
        covered.areas(),
        new Response.Content(RedactedCopy.png(covered.image())));
  }

  private PageRedaction.Covered cover(
      DocumentReader.Reading reading, PageText page, List<ExtractedField> fields) {
    Map<Integer, RecognizedPage> recognized = reading.recognized();
    return redaction.redact(
        page,
        Optional.ofNullable(recognized.get(page.number())),
        reading.document().image(page.number()).image(),
        fields);
  }
}
