package dev.lethe.engine.extraction;

import java.util.Map;
import java.util.Set;

/** Reads the fields of one document class. */
interface ClassReader {

  /**
   * What was found of the wanted fields.
   *
   * @return by name; a field that is not there is missing
   */
  Map<String, Finding> read(DocumentLayout document, Set<String> wanted, Rereader rereader);
}
