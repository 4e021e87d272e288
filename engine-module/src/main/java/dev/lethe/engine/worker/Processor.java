package dev.lethe.engine.worker;

import dev.lethe.engine.extraction.FieldExtractor;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.RefusedException;
import dev.lethe.engine.pii.IdentifierFinder;
import dev.lethe.engine.recognition.Deadline;
import dev.lethe.engine.recognition.RecognizedPage;
import dev.lethe.engine.recognition.Recognizer;
import dev.lethe.engine.redaction.Coverage;
import dev.lethe.engine.redaction.PageRedaction;
import dev.lethe.engine.redaction.RedactedCopy;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.Provenance;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Request;
import dev.lethe.worker.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers requests. Whatever goes wrong is a refusal: nothing is thrown and nothing is printed. */
public final class Processor {

  private final DocumentReader reader;
  private final Recognizer recognizer;
  private final FieldExtractor extractor;
  private final PageRedaction redaction;
  private final Provenance provenance;

  public Processor(
      Recognizer recognizer,
      FieldExtractor extractor,
      IdentifierFinder identifiers,
      Provenance provenance) {
    this.recognizer = recognizer;
    this.reader = new DocumentReader(recognizer);
    this.extractor = extractor;
    this.redaction = new PageRedaction(new Coverage(identifiers));
    this.provenance = provenance;
  }

  public Response process(Request request) {
    try {
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
    try (DocumentReader.Reading reading =
        reader.read(request.document().bytes(), request.scope(), deadline)) {
      FieldExtractor.Extraction extraction =
          extractor.extract(
              reading.pages(),
              request.scope().documentClass(),
              request.scope().language(),
              request.fields(),
              reading.rereader());
      List<ExtractedField> fields =
          extraction.fields().stream().map(field -> Answers.clean(field, reading)).toList();
      return new Response.Extracted(
          request.scope().documentClass().orElse(extraction.documentClass()),
          reading.pageCount(),
          reading.recognized().size(),
          fields,
          provenance,
          (System.nanoTime() - start) / 1_000_000);
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
