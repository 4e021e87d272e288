package dev.lethe.engine.extraction;

import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The lines at the top of a receipt: who sold, and where. */
final class ReceiptHead {

  private static final Pattern COMPANY =
      Pattern.compile(
          "(?i).*(sdn|\\bbhd\\b|enterprise|trading|\\bs/b\\b|restaura?n|restoran|mart\\b|hardware|bookstore|stationery|kedai|"
              + "perniagaan|syarikat|\\bshop\\b|\\bstores?\\b|market|gmbh|\\bltd|\\bllc|\\binc\\b|\\bplc\\b|company|cafe|café|"
              + "pharmacy|bakery|bakeries|\\bs\\.?a\\.?r\\.?l|\\bkg\\b|bistro|kopitiam|petro|station|hotel|bäckerei|apotheke).*");

  private static final Pattern SUFFIX_ONLY =
      Pattern.compile(
          "(?i)\\W*(co\\.?|company)?\\W*(\\(?[a-z]{1,2}\\)?)?\\W*(sdn\\.?\\W*bhd\\.?|bhd\\.?|ltd\\.?|limited|enterprise|gmbh(\\W*co\\W*kg)?|inc\\.?|llc|plc|sarl|sas|s\\.?p\\.?a\\.?|s\\.?r\\.?l\\.?)\\W*(\\W*\\d.*)?");

  private static final Pattern TITLE =
      Pattern.compile(
          "(?i)\\W*(tax|simplified|simplified"
              + " tax|cash|sales|official|gst|vat)?\\W*(invoice|receipt|bill|sales|slip|memo)\\W*.{0,6}|\\W*welcome.*|\\W*(re-?print|duplicate|copy|original)\\W*|thank.*");

  /** A registration number after the name, in or out of parentheses. */
  private static final Pattern REGISTRATION =
      Pattern.compile(
          "\\s*[(\\[{]?\\s*(?:co\\.?|company|reg\\.?|no\\.?|roc|regn|registration|[.:]|\\s)*\\(?\\s*[A-Z]{0,2}\\d{5,12}\\s?[-~–.\\s]{0,3}\\s?[A-Z0-9]?\\s*[)\\]}]*\\s*$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern CONTACT =
      Pattern.compile(
          "(?i).*(\\btel\\b|tel[.:]|phone|\\bfax\\b|\\bgst\\b|\\bsst\\b|\\breg\\b|regn|\\broc\\b|co\\.?"
              + " ?no|company"
              + " no|invoice|receipt|\\bbill\\b|\\bcash|\\bdate\\b|\\bh/p|mobile|e-?mail|www\\.|@|ust-?id|steuer-?nr|siret|\\btva\\b|p\\.?"
              + " ?iva|hotline|\\btable\\b|cashier|\\btime\\b|doc(ument)?"
              + " no|slip|welcome|order|counter|server|website|facebook|\\bsite\\b|licen[cs]e).*");

  private static final Pattern PHONE =
      Pattern.compile("\\W*\\+?\\(?0?\\d{1,3}\\)?[ -]?\\d{3,4}[ -]?\\d{3,5}\\W*(?:[/,&].*)?");
  private static final Pattern DATE =
      Pattern.compile(
          ".*\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4}.*|.*\\d{1,2} ?[A-Za-z]{3}"
              + " ?\\d{2,4}.*\\d{1,2}[:-]\\d{2}.*|.*\\d{1,2}:\\d{2}.*");

  private static final Pattern PLACE =
      Pattern.compile(
          "(?i).*(\\bjalan\\b|\\bjln\\b|\\blot\\b|\\bno[.:]?\\s?\\d|\\btaman\\b|\\btmn\\b|\\bbandar\\b|\\bseksyen\\b|kawasan|\\bbatu\\b|\\blevel\\b|\\bkampung\\b|\\bkg\\.?\\s|selangor|johor|kuala|lumpur|malaysia|penang|perak|melaka|sabah|sarawak|shah"
              + " alam|petaling|"
              + "street|\\bst\\.|\\broad\\b|\\brd\\b|avenue|\\bave\\b|\\blane\\b|drive|boulevard|suite|\\bblvd\\b|"
              + "stra(ß|ss)e|str\\.|weg\\b|platz|\\brue\\b|\\bplace\\b|calle|\\bvia\\b|piazza|plaza|mall\\b|\\bpark\\b|centre|center|building|wisma|plaza).*");

  private static final Pattern STREET_LINE =
      Pattern.compile(
          "(?i).*\\d.*,.*|\\d{1,4}\\s?[a-z]?,? \\p{L}.*|.*\\p{L}\\.?"
              + " \\d{1,4}\\s?[a-z]?|\\p{L}.*,|(za|zi|zac|bp|p\\.?o\\.? box|postfach)\\b.*");

  private static final Pattern POSTAL =
      Pattern.compile(
          "(?<!\\d)\\d{5}(?!\\d)|\\b[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}\\b|(?<!\\d)\\d{4}"
              + " ?[A-Z]{2}\\b");

  /** Numbers of the shop, its till or the sale. */
  private static final Pattern NUMBER_OF =
      Pattern.compile(
          "(?i)\\W*(store|shop|st|op|till|trans|reg|vat|ticket|caisse|kasse|bon|uid|ust|table|tisch|order|cashier|server|terminal|tc|tr|te)\\W*(no|nr|n°|reg|id)?\\W*[:#]?\\W*(gb|de|fr)?\\s?\\d[\\d"
              + " -]*.*");

  /** Registers and telephones have such numbers, addresses have none. */
  private static final Pattern LONG_NUMBER = Pattern.compile("\\d{8,}");

  private final List<TextRun> rows;
  private final SecondLook look;

  ReceiptHead(PageLayout page, Rereader rereader) {
    this.look = new SecondLook(page, rereader);
    this.rows =
        page.rows().stream()
            .filter(r -> letters(r) >= 3 && (r.confidence() > 0.3 || page.page().digital()))
            .limit(22)
            .toList();
  }

  private static long letters(TextRun row) {
    return row.text().chars().filter(Character::isLetterOrDigit).count();
  }

  Optional<Finding> name() {
    int at = nameRow();
    if (at < 0) {
      return Optional.empty();
    }
    TextRun row = look.voted(rows.get(at));
    List<TextRun> runs = new ArrayList<>(List.of(row));
    String text = bare(row.text());
    if (SUFFIX_ONLY.matcher(text).matches()
        && at > 0
        && !TITLE.matcher(rows.get(at - 1).text()).matches()) {
      TextRun before = look.voted(rows.get(at - 1));
      runs.add(0, before);
      text = bare(before.text()) + " " + text;
    } else if (at + 1 < rows.size()
        && SUFFIX_ONLY.matcher(bare(rows.get(at + 1).text())).matches()) {
      TextRun after = look.voted(rows.get(at + 1));
      runs.add(after);
      text = text + " " + bare(after.text());
    }
    if (text.length() < 3) {
      return Optional.empty();
    }
    text = Spelling.company(text);
    boolean company = COMPANY.matcher(text).matches();
    double recognition = runs.stream().mapToDouble(TextRun::confidence).min().orElse(0);
    return Optional.of(
        Finding.of(
            Candidate.of(runs, text, 1), (company ? 0.95 : 0.6) * (0.3 + 0.7 * recognition)));
  }

  private static String bare(String text) {
    String plain = text.replace("  ", " ");
    plain = REGISTRATION.matcher(plain).replaceFirst("");
    plain = plain.replaceAll("(?i)\\(?\\b(co|company)?\\.? ?reg\\.? ?(no)?.*$", "");
    plain = plain.replaceAll("(?i)(s/b|bhd\\.?|gmbh|ltd\\.?)\\s*[>|;:'\"(\\[{].*$", "$1");
    return plain.replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}.)&!']+$", "").strip();
  }

  private int nameRow() {
    int end = Math.min(9, rows.size());
    for (int i = 0; i < end; i++) {
      String text = rows.get(i).text();
      boolean fits =
          COMPANY.matcher(text).matches()
              && !TITLE.matcher(text).matches()
              && !NUMBER_OF.matcher(text).matches();
      if (fits && rows.get(i).confidence() > 0.4 && !isPlace(text)) {
        return i;
      }
    }
    for (int i = 0; i < end; i++) {
      String text = rows.get(i).text();
      long letters = text.chars().filter(Character::isLetter).count();
      boolean plain = letters >= 4 && letters * 5 > text.length() * 3;
      boolean fits = plain && !TITLE.matcher(text).matches() && !CONTACT.matcher(text).matches();
      if (fits && rows.get(i).confidence() > 0.55 && !isPlace(text)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isPlace(String text) {
    return PLACE.matcher(text).matches() && (text.matches(".*\\d.*") || text.contains(","));
  }

  Optional<Finding> address() {
    int name = Math.max(-1, nameRow());
    int first = -1;
    for (int i = name + 1; i < Math.min(rows.size(), name + 10) && first < 0; i++) {
      String text = rows.get(i).text();
      boolean foreign = isForeign(text);
      if (!foreign && (isPlace(text) || POSTAL.matcher(text).find())) {
        first = i;
      }
    }
    if (first < 0) {
      return Optional.empty();
    }
    first = withStreet(name, first);
    List<TextRun> lines = lines(first);
    Candidate address = PartyFinder.address(lines);
    if (address == null) {
      return Optional.empty();
    }
    double recognition = lines.stream().mapToDouble(TextRun::confidence).min().orElse(0);
    return Optional.of(Finding.of(address, 0.25 + 0.6 * recognition));
  }

  /** Lines without a word for a street may stand between the name and the rest. */
  private int withStreet(int name, int first) {
    int from = first;
    while (from - 1 > name && from > first - 2) {
      String text = rows.get(from - 1).text();
      boolean street = STREET_LINE.matcher(text).matches();
      if (!street || isForeign(text) || SUFFIX_ONLY.matcher(bare(text)).matches()) {
        break;
      }
      from--;
    }
    return from;
  }

  private static boolean isForeign(String text) {
    return CONTACT.matcher(text).matches()
        || PHONE.matcher(text).matches()
        || DATE.matcher(text).matches()
        || TITLE.matcher(text).matches()
        || NUMBER_OF.matcher(text).matches()
        || LONG_NUMBER.matcher(text).find()
        || REGISTRATION.matcher(text).replaceFirst("").isBlank();
  }

  private List<TextRun> lines(int first) {
    List<TextRun> lines = new ArrayList<>();
    boolean postal = false;
    for (int i = first; i < rows.size() && lines.size() < 6; i++) {
      String text = rows.get(i).text();
      if (isForeign(text)) {
        break;
      }
      boolean place = PLACE.matcher(text).matches() || POSTAL.matcher(text).find();
      boolean tail = text.matches("[\\p{L} .,]{3,30}") && text.split("\\s+").length <= 3;
      if (postal && !place && !(tail && lines.get(lines.size() - 1).text().endsWith(","))) {
        break;
      }
      if (!postal && !place && lines.size() >= 3 && !text.contains(",")) {
        break;
      }
      lines.add(look.voted(rows.get(i)));
      postal |= POSTAL.matcher(text).find();
    }
    return lines;
  }
}
