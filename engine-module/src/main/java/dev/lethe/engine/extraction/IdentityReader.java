package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.mrz.MrzFinder;
import dev.lethe.engine.extraction.mrz.MrzFinder.Located;
import dev.lethe.engine.extraction.mrz.MrzZone;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import dev.lethe.engine.page.Word;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads passports, identity cards, visas and residence permits by their machine-readable zone. */
final class IdentityReader implements ClassReader {

  /** Print has no check digits. */
  private static final double PRINTED = 0.85;

  private final Clock clock;
  private final ClassReader printed;

  /**
   * @param printed reads the labelled print, where the document shows no zone
   */
  IdentityReader(Clock clock, ClassReader printed) {
    this.clock = clock;
    this.printed = printed;
  }

  @Override
  public Set<String> rechecked(Set<String> wanted) {
    return Set.of();
  }

  @Override
  public Map<String, Finding> read(DocumentLayout document, Set<String> wanted, Rereader rereader) {
    Map<String, Finding> found = new LinkedHashMap<>();
    for (PageLayout page : document.pages()) {
      Optional<Located> zone = MrzFinder.find(page, rereader);
      if (zone.isPresent()) {
        fields(zone.get(), found);
        return found;
      }
    }
    printed
        .read(document, wanted, rereader)
        .forEach((field, finding) -> found.put(field, finding.scored(PRINTED * finding.score())));
    return found;
  }

  private void fields(Located located, Map<String, Finding> found) {
    MrzZone zone = located.zone();
    Map<String, Boolean> checks = zone.checks();
    boolean all = zone.allChecksPass();
    put(found, located, "mrz_type", zone.format().code(), all ? 0.99 : 0.9, checks, "");
    put(
        found,
        located,
        "document_number",
        zone.documentNumber(),
        0.99,
        checks,
        "document-number-check-digit");
    put(found, located, "issuing_country", zone.issuingCountry(), country(zone, all), checks, "");
    put(found, located, "nationality", zone.nationality(), country(zone, all), checks, "");
    put(found, located, "surname", zone.surname(), names(located, all), checks, "");
    put(found, located, "given_names", zone.givenNames(), names(located, all), checks, "");
    put(found, located, "sex", zone.sex(), all ? 0.97 : 0.85, checks, "");
    LocalDate today = LocalDate.now(clock);
    zone.dateOfBirth(today)
        .ifPresent(
            d ->
                put(
                    found,
                    located,
                    "date_of_birth",
                    d.toString(),
                    0.99,
                    checks,
                    "birth-date-check-digit"));
    zone.dateOfExpiry()
        .ifPresent(
            d ->
                put(
                    found,
                    located,
                    "date_of_expiry",
                    d.toString(),
                    0.99,
                    checks,
                    "expiry-date-check-digit"));
    put(
        found,
        located,
        "personal_number",
        zone.personalNumber(),
        all ? 0.97 : 0.7,
        checks,
        "personal-number-check-digit");
  }

  private static double names(Located located, boolean all) {
    return (all ? 1 : 0.85) * (0.68 + 0.31 * located.namesConfirmed());
  }

  /** Issuer and nationality have no check digit; where they agree they confirm each other. */
  private static double country(MrzZone zone, boolean all) {
    boolean agree = zone.issuingCountry().equals(zone.nationality());
    return agree ? 0.98 : all ? 0.9 : 0.75;
  }

  private static void put(
      Map<String, Finding> found,
      Located located,
      String field,
      String value,
      double score,
      Map<String, Boolean> checks,
      String check) {
    if (value.isEmpty()) {
      return;
    }
    Box box = located.box();
    Word zone =
        new Word(value, box.left(), box.top(), box.right(), box.bottom(), located.confidence());
    Candidate candidate =
        Candidate.of(List.of(new TextRun(located.page(), List.of(zone))), value, 1);
    Boolean fits = checks.get(check);
    Boolean composite = checks.get("composite-check-digit");
    // a check digit fits by chance one time in ten; the composite one tells
    double doubted = composite != null && !composite ? Math.min(score, 0.85) : score;
    Finding finding = Finding.of(candidate, fits != null && !fits ? 0.4 : doubted);
    if (fits != null) {
      finding = finding.with(Checks.of("mrz-" + check, fits, "wrong-check-digit"));
    }
    if (composite != null) {
      finding =
          finding.with(Checks.of("mrz-composite-check-digit", composite, "wrong-check-digit"));
    }
    found.put(field, finding);
  }
}
