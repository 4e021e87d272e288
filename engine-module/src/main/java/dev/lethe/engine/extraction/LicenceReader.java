package dev.lethe.engine.extraction;

import dev.lethe.engine.barcode.Barcode;
import dev.lethe.engine.barcode.Barcode.Symbology;
import dev.lethe.engine.barcode.LicencePayload;
import dev.lethe.engine.layout.PageLayout;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads driving licences: the symbol on the back of American and Canadian ones, and what is printed
 * at labels. Where both are there the symbol decides, and the print confirms it.
 */
final class LicenceReader implements ClassReader {

  /** Licences lie on the first pages of what is sent. */
  private static final int MOST_PAGES = 4;

  /** Age at which learners get their first licence. */
  private static final int YOUNGEST = 14;

  private static final double BY_SYMBOL = 0.99;
  private static final String AGREES = "barcode-agrees";

  private final ClassReader printed;

  LicenceReader(ClassReader printed) {
    this.printed = printed;
  }

  @Override
  public Map<String, Finding> read(DocumentLayout document, Set<String> wanted, Rereader rereader) {
    Map<String, Finding> found = new LinkedHashMap<>(printed.read(document, wanted, rereader));
    if (wanted.contains("date_of_birth") && !found.containsKey("date_of_birth")) {
      birthday(document).ifPresent(f -> found.put("date_of_birth", f));
    }
    for (PageLayout page : document.pages().stream().limit(MOST_PAGES).toList()) {
      for (Barcode barcode : rereader.barcodes(page.number(), Set.of(Symbology.PDF417))) {
        LicencePayload.parse(barcode.text())
            .ifPresent(licence -> put(licence, barcode, page, wanted, found));
      }
    }
    return found;
  }

  /** Where its label was not read: of several dates the one that lies long before all others. */
  private static Optional<Finding> birthday(DocumentLayout document) {
    List<Candidate> dates =
        new Candidates(document)
            .dates().stream()
                .filter(d -> d.quality() > 0.5)
                .sorted(Comparator.comparing(Candidate::value))
                .toList();
    List<LocalDate> days = dates.stream().map(d -> LocalDate.parse(d.value())).distinct().toList();
    boolean alone = days.size() > 2 && days.get(0).plusYears(YOUNGEST).isBefore(days.get(1));
    return alone ? Optional.of(Finding.of(dates.get(0), 0.75)) : Optional.empty();
  }

  private static void put(
      LicencePayload licence,
      Barcode barcode,
      PageLayout page,
      Set<String> wanted,
      Map<String, Finding> found) {
    Map<String, Optional<String>> values =
        Map.of(
            "licence_number", licence.number(),
            "surname", licence.surname(),
            "given_names", licence.givenNames(),
            "date_of_birth", licence.dateOfBirth().map(LocalDate::toString),
            "date_of_issue", licence.dateOfIssue().map(LocalDate::toString),
            "date_of_expiry", licence.dateOfExpiry().map(LocalDate::toString),
            "address", licence.address(),
            "issuing_jurisdiction", licence.jurisdiction(),
            "vehicle_class", licence.vehicleClass());
    for (String field : wanted) {
      values
          .getOrDefault(field, Optional.empty())
          .ifPresent(
              value -> {
                boolean cut = licence.isNameTruncated() && field.endsWith("name");
                found.put(field, finding(value, cut, barcode, page, found.get(field)));
              });
    }
  }

  private static Finding finding(
      String value,
      boolean truncated,
      Barcode barcode,
      PageLayout page,
      @org.jspecify.annotations.Nullable Finding print) {
    Finding finding =
        Finding.of(Symbols.candidate(value, barcode, page), truncated ? 0.8 : BY_SYMBOL);
    if (truncated) {
      finding = finding.with(Checks.failed("name-complete", "truncated"));
    }
    if (print == null) {
      return finding;
    }
    boolean same = Folding.fold(print.value()).equals(Folding.fold(value));
    return finding.with(Checks.of(AGREES, same, "print-differs"));
  }
}
