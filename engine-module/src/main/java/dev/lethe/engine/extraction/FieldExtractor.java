package dev.lethe.engine.extraction;

import dev.lethe.engine.page.PageText;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import java.util.List;
import java.util.Optional;

/** Finds fields among the words of a document. Implementations hold no state of a document. */
public interface FieldExtractor {

  /**
   * The best value for each wanted field.
   *
   * @param pages the pages that were read, in order
   * @param documentClass canonical name, or empty to find it
   * @param rereader reads a part of a page again with other settings, where that helps
   * @return one entry for each wanted field, in the order in which they were asked for
   */
  Extraction extract(
      List<PageText> pages,
      Optional<String> documentClass,
      Optional<String> language,
      List<FieldRequest> wanted,
      Rereader rereader);

  /**
   * The class of a document, and nothing else of it.
   *
   * @param pages the pages that were read, in order
   */
  Classification classify(List<PageText> pages, Optional<String> language, Rereader rereader);

  /**
   * A class and how sure it is.
   *
   * @param documentClass canonical name, {@code unknown} if none fits
   * @param confidence from 0 to 1; 0 if none fits
   */
  record Classification(String documentClass, double confidence) {}

  /**
   * What was found.
   *
   * @param documentClass the given or found class, {@code unknown} if none fits
   */
  record Extraction(String documentClass, List<ExtractedField> fields) {
    public Extraction {
      fields = List.copyOf(fields);
    }
  }
}
