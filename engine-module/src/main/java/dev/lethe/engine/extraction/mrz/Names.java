package dev.lethe.engine.extraction.mrz;

import java.util.regex.Pattern;

/** The name field, of which the fillers at the end are often read as letters. */
final class Names {

  /** After the names only fillers follow; single letters and runs of one letter there are none. */
  private static final Pattern TAIL =
      Pattern.compile("(?:<+(?:([KCLESXGRI])\\1*|[KCLESX]{2,}))+<*$");

  private static final Pattern RUN = Pattern.compile("([KCLESX])\\1{2,}<*$");

  private Names() {}

  static String withoutMisreadFillers(String field) {
    int given = field.indexOf("<<");
    if (given < 0) {
      return field;
    }
    int end = field.indexOf("<<", given + 2);
    if (end >= 0) {
      return field.substring(0, end);
    }
    String cut = RUN.matcher(field).replaceFirst("");
    return endsInFiller(cut) || !cut.equals(field) ? TAIL.matcher(cut).replaceFirst("") : cut;
  }

  private static boolean endsInFiller(String field) {
    return field.endsWith("<");
  }
}
