package dev.lethe.engine.extraction;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads tax forms: their own name, and what stands at their labels. */
final class TaxFormReader implements ClassReader {

  private final LabelledReader labelled;

  TaxFormReader(LabelledReader labelled) {
    this.labelled = labelled;
  }

  @Override
  public Map<String, Finding> read(DocumentLayout document, Set<String> wanted, Rereader rereader) {
    Map<String, Finding> found = new LinkedHashMap<>(labelled.read(document, wanted, rereader));
    LabelledReader.formType(document).ifPresent(f -> found.put("form_type", f));
    return found;
  }
}
