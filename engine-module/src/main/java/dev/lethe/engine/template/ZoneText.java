package dev.lethe.engine.template;

import dev.lethe.worker.Polygon;
import java.util.List;
import java.util.Optional;

/**
 * What a zone holds.
 *
 * @param lines of writing, from top to bottom
 * @param confidence 0 to 1: the recogniser's; 1 for digital text
 * @param ink how much of a box to tick is covered, 0 to 1; of other zones 0 if they are blank
 * @param place on the source's page
 */
record ZoneText(List<String> lines, double confidence, double ink, Optional<Polygon> place) {

  ZoneText {
    lines = List.copyOf(lines);
  }

  boolean isBlank() {
    return ink == 0;
  }

  boolean isEmpty() {
    return lines.stream().allMatch(String::isBlank);
  }

  /** What was read never prints. */
  @Override
  public String toString() {
    return "ZoneText[" + lines.size() + " lines]";
  }
}
