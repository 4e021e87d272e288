package dev.lethe.engine.pii;

import dev.lethe.engine.layout.Box;
import java.util.List;

/**
 * A recognised identifier on a page.
 *
 * @param kind stable code of the recogniser's kind, for instance {@code iban}
 * @param page from 1
 * @param boxes one for each line it spans, in the page's coordinates
 * @param score 0 to 1: how surely it is one
 */
public record Identifier(String kind, int page, List<Box> boxes, double score) {
  public Identifier {
    boxes = List.copyOf(boxes);
  }
}
