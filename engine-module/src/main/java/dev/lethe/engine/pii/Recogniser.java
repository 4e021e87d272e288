package dev.lethe.engine.pii;

import java.util.List;

/** Recognises one kind of identifier in a line of text. */
interface Recogniser {

  /** All identifiers of the kind, from left to right. */
  List<Span> in(String line);

  /**
   * A part of the line.
   *
   * @param start offset of the first character, {@code end} that after the last
   * @param score 0 to 1: how surely it is an identifier
   */
  record Span(String kind, int start, int end, double score) {}
}
