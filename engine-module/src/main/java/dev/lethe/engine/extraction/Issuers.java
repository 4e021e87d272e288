package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.value.Found;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who issued a licence, by the name or code in its head: a state of the United States or a province
 * of Canada by its postal code, a country of Europe by ISO 3166.
 */
final class Issuers {

  private static final String STATES =
      "ALABAMA AL,ALASKA AK,ARIZONA AZ,ARKANSAS AR,CALIFORNIA CA,COLORADO CO,CONNECTICUT CT,"
          + "DELAWARE DE,DISTRICT OF COLUMBIA DC,FLORIDA FL,GEORGIA GA,HAWAII HI,IDAHO ID,"
          + "ILLINOIS IL,INDIANA IN,IOWA IA,KANSAS KS,KENTUCKY KY,LOUISIANA LA,MAINE ME,"
          + "MARYLAND MD,MASSACHUSETTS MA,MICHIGAN MI,MINNESOTA MN,MISSISSIPPI MS,MISSOURI MO,"
          + "MONTANA MT,NEBRASKA NE,NEVADA NV,NEW HAMPSHIRE NH,NEW JERSEY NJ,NEW MEXICO NM,"
          + "NEW YORK NY,NORTH CAROLINA NC,NORTH DAKOTA ND,OHIO OH,OKLAHOMA OK,OREGON OR,"
          + "PENNSYLVANIA PA,RHODE ISLAND RI,SOUTH CAROLINA SC,SOUTH DAKOTA SD,TENNESSEE TN,"
          + "TEXAS TX,UTAH UT,VERMONT VT,WEST VIRGINIA WV,VIRGINIA VA,WASHINGTON WA,WISCONSIN WI,"
          + "WYOMING WY,ALBERTA AB,BRITISH COLUMBIA BC,MANITOBA MB,NEW BRUNSWICK NB,"
          + "NEWFOUNDLAND NL,NOVA SCOTIA NS,ONTARIO ON,PRINCE EDWARD ISLAND PE,QUEBEC QC,"
          + "SASKATCHEWAN SK";

  private static final List<String> LANGUAGES =
      List.of("en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "fi", "pl");

  private static final List<String> EUROPE =
      List.of(
          "DE", "AT", "CH", "FR", "BE", "LU", "NL", "IT", "ES", "PT", "IE", "GB", "DK", "SE", "FI",
          "PL", "NO");

  private static final Map<String, String> CODES = codes();

  private static final Pattern HEAD =
      Pattern.compile(
          "(?<![\\p{L}])("
              + String.join("|", CODES.keySet().stream().sorted(longer()).toList())
              + ")(?![\\p{L}])");

  private static final Pattern CODE_BEFORE_TITLE =
      Pattern.compile(
          "^\\W*([A-Z]{2})(?: +USA)? +(?:COMMERCIAL +)?(?:DRIVERS?|DRIVER'S|DRIVING|OPERATOR).*");

  /** Heads stand in the upper third. */
  private static final double HEAD_SHARE = 0.34;

  private Issuers() {}

  private static java.util.Comparator<String> longer() {
    return java.util.Comparator.comparingInt(String::length)
        .reversed()
        .thenComparing(java.util.Comparator.naturalOrder());
  }

  private static Map<String, String> codes() {
    Map<String, String> codes = new HashMap<>();
    for (String country : EUROPE) {
      for (String language : LANGUAGES) {
        String name = new Locale("", country).getDisplayCountry(new Locale(language));
        codes.put(name.toUpperCase(Locale.ROOT), country);
      }
    }
    for (String state : STATES.split(",")) {
      int cut = state.lastIndexOf(' ');
      codes.put(state.substring(0, cut), state.substring(cut + 1));
    }
    return Map.copyOf(codes);
  }

  static Optional<Finding> find(DocumentLayout document) {
    for (PageLayout page : document.pages()) {
      for (TextRun row : page.rows()) {
        if (row.box().top() > page.page().height() * HEAD_SHARE) {
          break;
        }
        Optional<Finding> found = in(row);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Finding> in(TextRun row) {
    String text = row.text().toUpperCase(Locale.ROOT);
    if (text.length() != row.text().length()) {
      return Optional.empty();
    }
    Matcher title = CODE_BEFORE_TITLE.matcher(text);
    if (title.matches() && CODES.containsValue(title.group(1))) {
      return Optional.of(found(row, title, title.group(1)));
    }
    Matcher name = HEAD.matcher(text);
    return name.find()
        ? Optional.of(found(row, name, CODES.getOrDefault(name.group(1), name.group(1))))
        : Optional.empty();
  }

  private static Finding found(TextRun row, Matcher matcher, String code) {
    Found found = new Found(matcher.start(1), matcher.end(1), code, 1);
    return Finding.of(Candidates.candidate(row, found), 0.85);
  }
}
