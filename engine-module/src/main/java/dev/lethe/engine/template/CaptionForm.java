package dev.lethe.engine.template;

import dev.lethe.engine.template.FormTemplate.Field;
import dev.lethe.engine.template.FormTemplate.Mode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A form whose words are fixed and whose geometry is not: each vendor prints it in an arrangement
 * of its own. Values are known by the captions beside or above them.
 *
 * @param anchors phrases by which the form is known, from top to bottom
 * @param print further text of the form, in pieces: no value is made of it
 * @param captions phrases that stand at values, by name
 * @param zones places of values, by name
 * @param fields canonical names of fields and how their values are made of zones
 */
record CaptionForm(
    String id,
    String version,
    String documentClass,
    List<String> anchors,
    List<String> print,
    Map<String, Caption> captions,
    Map<String, Place> zones,
    Map<String, Field> fields) {

  CaptionForm {
    anchors = List.copyOf(anchors);
    print = List.copyOf(print);
    captions = Map.copyOf(new LinkedHashMap<>(captions));
    zones = Map.copyOf(new LinkedHashMap<>(zones));
    fields = Map.copyOf(new LinkedHashMap<>(fields));
  }

  String label() {
    return id + ":" + version;
  }

  /**
   * A printed phrase.
   *
   * @param texts the ways in which it is printed
   * @param under name of the caption after which its first occurrence counts; the page's first one
   *     otherwise
   */
  record Caption(List<String> texts, Optional<String> under) {
    Caption {
      texts = List.copyOf(texts);
    }
  }

  /** Where a value stands as seen from its caption. */
  enum Side {
    RIGHT,
    BELOW,
    LEFT,
    /** A box to tick before the caption. */
    TICK
  }

  /**
   * @param sides where to look, in this order; the first that holds anything counts
   */
  record Place(String caption, List<Side> sides, Mode mode) {
    Place {
      sides = List.copyOf(sides);
    }
  }
}
