package dev.lethe.engine.worker;

import dev.lethe.engine.extraction.Rereader;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.RefusedException;
import dev.lethe.engine.page.SourceDocument;
import dev.lethe.engine.recognition.Deadline;
import dev.lethe.engine.recognition.RecognizedPage;
import dev.lethe.engine.recognition.Recognizer;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads the pages of a document that a request asks for, and only those. */
public final class DocumentReader {

  private final Recognizer recognizer;

  public DocumentReader(Recognizer recognizer) {
    this.recognizer = recognizer;
  }

  /**
   * What was read.
   *
   * @param pageCount pages of the document, whether read or not
   * @param recognized the pages among {@code pages} that needed recognition
   */
  public record Reading(
      int pageCount, List<PageText> pages, List<RecognizedPage> recognized, Rereader rereader) {}

  public Reading read(byte[] bytes, ReadingScope scope, Deadline deadline) {
    try (SourceDocument document = SourceDocument.open(bytes, scope.limits())) {
      List<PageText> pages = new ArrayList<>();
      List<RecognizedPage> recognized = new ArrayList<>();
      for (int page : wanted(scope, document.pageCount())) {
        deadline.check();
        Optional<PageText> digital = document.digitalText(page);
        if (digital.isPresent()) {
          pages.add(digital.get());
        } else {
          RecognizedPage read = recognizer.recognize(page, document.image(page), deadline);
          recognized.add(read);
          pages.add(read.text());
        }
      }
      return new Reading(
          document.pageCount(), pages, recognized, recognizer.rereader(recognized, deadline));
    }
  }

  static List<Integer> wanted(ReadingScope scope, int pageCount) {
    List<Integer> pages =
        scope.pages().isEmpty()
            ? IntStream.rangeClosed(1, pageCount).boxed().toList()
            : scope.pages().stream().distinct().sorted().toList();
    if (pages.stream().anyMatch(page -> page < 1 || page > pageCount)) {
      throw new RefusedException(Refusal.PAGE_OUT_OF_RANGE);
    }
    return pages;
  }
}
