package dev.lethe.engine.template;

import dev.lethe.engine.layout.Box;
import dev.lethe.engine.template.FormTemplate.Zone;

/** Reads zones of a page on which a form was found. */
interface ZoneSource {

  ZoneText read(Zone zone);

  /** Reads it in another way, for values that cannot be right. */
  ZoneText again(Zone zone);

  /** All text in a box, to compare it with what must be printed there. */
  String printed(Box box);

  /** Whether the text is the document's own and was not recognised. */
  boolean isDigital();
}
