package dev.lethe.engine.barcode;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** States and provinces by the issuer identification numbers that AAMVA assigned to them. */
final class Jurisdictions {

  private static final Map<String, String> BY_ISSUER = new HashMap<>();

  static {
    // from 636000 upwards; a dash is a number that no state or province has
    String[] states =
        ("VA NY MA MD NC SC CT LA MT NM FL DE ON NS CA TX NL NB IA GU CO AR KS OH VT PA AZ - BC OR"
                + " MO WI MI AL ND IL NJ IN MN NH UT ME SD DC SK WA KY HI MB NV ID MS RI TN NE GA"
                + " - - OK AK WY WV VI")
            .split(" ");
    add(636000, states);
    add(604426, "PE AS QC YT MP PR AB NU NT".split(" "));
  }

  private Jurisdictions() {}

  private static void add(int first, String[] codes) {
    for (int i = 0; i < codes.length; i++) {
      if (!codes[i].equals("-")) {
        BY_ISSUER.put(String.valueOf(first + i), codes[i]);
      }
    }
  }

  static Optional<String> ofIssuer(String number) {
    return Optional.ofNullable(BY_ISSUER.get(number));
  }
}
