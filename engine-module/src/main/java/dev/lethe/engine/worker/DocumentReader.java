package dev.lethe.engine.worker;

import dev.lethe.engine.extraction.Rereader;
import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.RefusedException;
import dev.lethe.engine.page.SourceDocument;
import dev.lethe.engine.page.Word;
import dev.lethe.engine.recognition.Deadline;
import dev.lethe.engine.recognition.PageRereader;
import dev.lethe.engine.recognition.RecognizedPage;
import dev.lethe.engine.recognition.Recognizer;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Region;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads the pages and regions of a document that a request asks for, and only those. */
public final class DocumentReader {

  private static final double SURE_IN_PICTURE = 0.7;

  private final Recognizer recognizer;

  public DocumentReader(Recognizer recognizer) {
    this.recognizer = recognizer;
  }

  /**
   * What was read of a document, which stays open for second looks.
   *
   * @param recognized the pages that needed recognition, by number
   */
  public record Reading(
      SourceDocument document,
      List<PageText> pages,
      Map<Integer, RecognizedPage> recognized,
      Rereader rereader)
      implements AutoCloseable {

    public int pageCount() {
      return document.pageCount();
    }

    @Override
    public void close() {
      document.close();
    }
  }

  public Reading read(byte[] bytes, ReadingScope scope, Deadline deadline) {
    SourceDocument document = SourceDocument.open(bytes, scope.limits());
    try {
      return read(document, scope, deadline);
    } catch (RuntimeException | Error broken) {
      document.close();
      throw broken;
    }
  }

  /** The same for a document that is open already, and stays so. */
  Reading read(SourceDocument document, ReadingScope scope, Deadline deadline) {
    List<PageText> pages = new ArrayList<>();
    Map<Integer, RecognizedPage> recognized = new LinkedHashMap<>();
    for (int page : wanted(scope, document.pageCount())) {
      deadline.check();
      List<Region> regions = regions(scope, page);
      Optional<PageText> digital = document.digitalText(page);
      if (digital.isPresent()) {
        PageText whole = withPictures(document, digital.get(), scope.language(), deadline);
        pages.add(restricted(whole, regions));
      } else {
        if (recognized.isEmpty()) {
          recognizer.expect(scope.language());
        }
        RecognizedPage read =
            regions.isEmpty()
                ? recognizer.recognize(page, document.gray(page), deadline)
                : recognizer.recognizeParts(page, document.parts(page, regions), deadline);
        recognized.put(page, read);
        pages.add(read.text());
      }
    }
    Rereader rereader =
        new PageRereader(
            recognizer, recognized, page -> pixels(document, page, regions(scope, page)), deadline);
    return new Reading(document, pages, recognized, rereader);
  }

  /** Second looks must not see more than the first. */
  private static GrayImage pixels(SourceDocument document, int page, List<Region> regions) {
    return regions.isEmpty() ? document.gray(page) : document.parts(page, regions).onWhite();
  }

  /**
   * A digital page with what was surely read in its pictures: a letterhead is often one.
   * Photographs and drawings give words as well, but of little certainty.
   */
  private PageText withPictures(
      SourceDocument document, PageText page, Optional<String> language, Deadline deadline) {
    List<Region> pictures = document.pictures(page.number());
    if (pictures.isEmpty()) {
      return page;
    }
    recognizer.expectIfKnown(language);
    PageText read =
        recognizer
            .recognizeParts(page.number(), document.parts(page.number(), pictures), deadline)
            .text();
    double sx = page.width() / read.width();
    double sy = page.height() / read.height();
    List<Word> words = new ArrayList<>(page.words());
    for (Word w : read.words()) {
      if (w.confidence() >= SURE_IN_PICTURE) {
        words.add(
            new Word(
                w.text(),
                w.left() * sx,
                w.top() * sy,
                w.right() * sx,
                w.bottom() * sy,
                w.confidence()));
      }
    }
    return new PageText(
        page.number(), page.width(), page.height(), words, true, page.dotsPerInch());
  }

  private static PageText restricted(PageText page, List<Region> regions) {
    if (regions.isEmpty()) {
      return page;
    }
    List<Word> words =
        page.words().stream()
            .filter(word -> regions.stream().anyMatch(region -> holds(region, page, word)))
            .toList();
    return new PageText(
        page.number(), page.width(), page.height(), words, true, page.dotsPerInch());
  }

  private static boolean holds(Region region, PageText page, Word word) {
    double x = word.centerX() / page.width();
    double y = word.centerY() / page.height();
    return region.left() <= x && x <= region.right() && region.top() <= y && y <= region.bottom();
  }

  private static List<Region> regions(ReadingScope scope, int page) {
    return scope.regions().stream().filter(region -> region.page() == page).toList();
  }

  /** Pages in ascending order; with regions, only pages that have one. */
  static List<Integer> wanted(ReadingScope scope, int pageCount) {
    IntStream given =
        scope.pages().isEmpty()
            ? IntStream.rangeClosed(1, pageCount)
            : scope.pages().stream().mapToInt(Integer::intValue);
    IntStream asked = IntStream.concat(given, scope.regions().stream().mapToInt(Region::page));
    List<Integer> pages = asked.distinct().sorted().boxed().toList();
    if (pages.stream().anyMatch(page -> page < 1 || page > pageCount)) {
      throw new RefusedException(Refusal.PAGE_OUT_OF_RANGE);
    }
    return scope.regions().isEmpty()
        ? pages
        : pages.stream().filter(page -> !regions(scope, page).isEmpty()).toList();
  }
}
