package dev.lethe.worker;

/**
 * The right to read a {@link PersonalText}. A permit carries the reason for which the text is
 * opened; searching the code for its factory methods lists every reader of personal text.
 */
public final class RevealPermit {

  private final String why;

  private RevealPermit(String why) {
    this.why = why;
  }

  /** For the worker and the wire: moving text between the two processes. */
  public static RevealPermit forTransport() {
    return new RevealPermit("transport");
  }

  /** For recognition and extraction inside the worker, where nothing can leave but a result. */
  public static RevealPermit forExtraction() {
    return new RevealPermit("extraction");
  }

  /** For making the masked form of a value. */
  public static RevealPermit forMasking() {
    return new RevealPermit("masking");
  }

  /** For sealing a value under its key, and for opening what was sealed. */
  public static RevealPermit forSealing() {
    return new RevealPermit("sealing");
  }

  /** For an answer to a caller whose right to the unmasked value was checked and recorded. */
  public static RevealPermit forAuthorizedReveal() {
    return new RevealPermit("authorized-reveal");
  }

  /** For writing an answer to its tenant, in which policy's masks were applied before. */
  public static RevealPermit forAnswer() {
    return new RevealPermit("answer");
  }

  @Override
  public String toString() {
    return "RevealPermit[" + why + "]";
  }
}
