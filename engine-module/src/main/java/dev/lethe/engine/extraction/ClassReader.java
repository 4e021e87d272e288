package dev.lethe.engine.extraction;

import java.util.Map;
import java.util.Set;

/** Reads the fields of one document class. */
interface ClassReader {

  /**
   * The wanted fields whose lines are worth other readings when they were not surely read. A reader
   * that takes second looks of its own leaves those fields out.
   */
  default Set<String> rechecked(Set<String> wanted) {
    return wanted;
  }

  /**
   * What was found of the wanted fields.
   *
   * @return by name; a field that is not there is missing
   */
  Map<String, Finding> read(DocumentLayout document, Set<String> wanted, Rereader rereader);
}
