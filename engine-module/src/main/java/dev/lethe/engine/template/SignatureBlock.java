package dev.lethe.engine.template;

import dev.lethe.engine.layout.Box;
import java.util.List;

/**
 * A place for a signature, a name or a date.
 *
 * @param box where the writing belongs, in points of the straightened page
 * @param line height of the line to write on; the box's lower edge for a framed one
 * @param kind what belongs there
 * @param role who signs, one of a fixed list of words
 * @param texts printed words beside and below, of which a name may be one
 */
record SignatureBlock(Box box, double line, Kind kind, String role, List<String> texts) {

  enum Kind {
    SIGNATURE,
    NAME,
    DATE,
    OTHER
  }

  SignatureBlock {
    texts = List.copyOf(texts);
  }

  /** What was read never prints. */
  @Override
  public String toString() {
    return "SignatureBlock[" + kind + ", " + role + "]";
  }
}
