package dev.lethe.engine.extraction.mrz;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The codes of states and organisations that issue travel documents. */
final class Countries {

  private static final Set<String> CODES =
      Stream.concat(
              Arrays.stream(Locale.getISOCountries()).map(c -> new Locale("", c).getISO3Country()),
              Stream.of(
                  "D", "EUE", "UTO", "UNO", "UNA", "UNK", "XXA", "XXB", "XXC", "XXX", "XOM", "XPO",
                  "XBA", "XIM", "XCC", "XCO", "XEC", "XES", "XMP", "XDC", "GBD", "GBN", "GBO",
                  "GBP", "GBS", "RKS", "IAO", "EUR", "NTZ"))
          .collect(Collectors.toUnmodifiableSet());

  private Countries() {}

  static boolean exists(String code) {
    return CODES.contains(code);
  }

  /** The code without fillers; fillers that were read as letters are taken away if that helps. */
  static String repaired(String field) {
    String code = field.replaceAll("<+$", "");
    if (exists(code)) {
      return code;
    }
    if (field.matches("D[<KCLXES]{2}")) {
      return "D";
    }
    return code.replace("<", "");
  }
}
