package dev.lethe.engine.extraction;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Makes field extractors. */
public final class Extractors {

  /** Name and version for the provenance of results. */
  public static final String STANDARD_VERSION = "lethe-rules/1";

  private Extractors() {}

  /** Rules for every class of the field catalogue. Holds no state and may be shared. */
  public static FieldExtractor standard() {
    return standard(Clock.systemUTC());
  }

  /** As {@link #standard()}, with the clock that decides the century of a birth date. */
  public static FieldExtractor standard(Clock clock) {
    Map<String, ClassReader> readers = new HashMap<>();
    readers.put("invoice", new InvoiceReader(FieldScorer.WEIGHTED));
    readers.put("receipt", new ReceiptReader(FieldScorer.WEIGHTED));
    readers.put("identity_document", new IdentityReader(clock));
    readers.put("text", new TextReader());
    return new StandardExtractor(readers);
  }
}
