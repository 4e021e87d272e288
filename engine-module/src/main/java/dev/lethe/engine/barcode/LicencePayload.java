package dev.lethe.engine.barcode;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The payload of the PDF417 symbol on American and Canadian driving licences and identity cards,
 * after all versions of AAMVA's Card Design Standard, whose elements changed their names. Offsets
 * and lengths of subfiles are often wrong in practice and are not relied on. Never prints its text.
 */
public final class LicencePayload {

  private static final Pattern HEADER =
      Pattern.compile("^\\W{0,8}(?:ANSI |AAMVA)\\s?(?<issuer>\\d{6})(?<version>\\d{2})");

  /** An element begins with its three letters, after a separator or after the subfile's name. */
  private static final Pattern ELEMENT =
      Pattern.compile(
          "(?:^|[\\n\\r\\x1e])(?:DL|ID|EN)?(?<id>D[A-D][A-Z])(?<value>[^\\n\\r\\x1e]*)");

  private static final int LONGEST_VALUE = 80;

  private final String issuer;
  private final Map<String, String> elements;

  private LicencePayload(String issuer, Map<String, String> elements) {
    this.issuer = issuer;
    this.elements = elements;
  }

  /** Empty when the text is no such payload. */
  public static Optional<LicencePayload> parse(String text) {
    int begin = text.indexOf('@');
    String payload = begin < 0 || begin > 16 ? text : text.substring(begin + 1);
    Matcher header = HEADER.matcher(payload);
    if (!header.find()) {
      return Optional.empty();
    }
    Map<String, String> elements = new LinkedHashMap<>();
    int from = subfile(payload, header.end());
    Matcher element = ELEMENT.matcher(payload.substring(from));
    while (element.find()) {
      String value = element.group("value").strip();
      if (!isVoid(value) && value.length() <= LONGEST_VALUE) {
        elements.putIfAbsent(element.group("id"), value);
      }
    }
    return elements.isEmpty()
        ? Optional.empty()
        : Optional.of(new LicencePayload(header.group("issuer"), elements));
  }

  /** Behind the header stand the subfiles' names with eight digits each. */
  private static int subfile(String payload, int header) {
    Matcher first = Pattern.compile("(?:DL|ID|EN)(?=D[A-D][A-Z])").matcher(payload);
    return first.find(header) ? first.start() : header;
  }

  private static boolean isVoid(String value) {
    String plain = value.toLowerCase(Locale.ROOT);
    return plain.isEmpty() || plain.equals("none") || plain.equals("unavl") || plain.equals("unk");
  }

  /** The value of one of several elements, the first that is there. */
  private Optional<String> first(String... ids) {
    for (String id : ids) {
      String value = elements.get(id);
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  public Optional<String> number() {
    return first("DAQ");
  }

  public Optional<String> surname() {
    return first("DCS", "DAB").or(() -> fullName(0)).map(LicencePayload::name);
  }

  /** First and middle names, parted by spaces. */
  public Optional<String> givenNames() {
    Optional<String> several = first("DCT");
    if (several.isPresent()) {
      return several.map(LicencePayload::name);
    }
    List<String> names = new ArrayList<>();
    first("DAC").ifPresent(names::add);
    first("DAD").ifPresent(names::add);
    if (names.isEmpty()) {
      fullName(1).ifPresent(names::add);
      fullName(2).ifPresent(names::add);
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(name(String.join(" ", names)));
  }

  /** The oldest version has surname, first, middle name and suffix in one element. */
  private Optional<String> fullName(int part) {
    return first("DAA")
        .map(n -> n.split(n.indexOf('@') >= 0 ? "@" : ","))
        .filter(parts -> parts.length > part && !parts[part].isBlank())
        .map(parts -> parts[part].strip());
  }

  private static String name(String text) {
    return text.replaceAll("[,@$]", " ").replaceAll("\\s+", " ").strip();
  }

  /** Whether the symbol says that a name was cut off to fit. */
  public boolean isNameTruncated() {
    return List.of("DDE", "DDF", "DDG").stream().anyMatch(id -> "T".equals(elements.get(id)));
  }

  public Optional<LocalDate> dateOfBirth() {
    return first("DBB", "DBL").flatMap(LicencePayload::date);
  }

  public Optional<LocalDate> dateOfIssue() {
    return first("DBD").flatMap(LicencePayload::date);
  }

  public Optional<LocalDate> dateOfExpiry() {
    return first("DBA").flatMap(LicencePayload::date);
  }

  /**
   * Americans write month, day and year, Canadians and the oldest version year, month and day. A
   * year of this or the last century is no month and day, so the digits tell.
   */
  private static Optional<LocalDate> date(String value) {
    String digits = value.replaceAll("[^0-9]", "");
    if (digits.length() != 8) {
      return Optional.empty();
    }
    int head = Integer.parseInt(digits.substring(0, 4));
    boolean yearFirst = head >= 1800 && head <= 2199;
    String year = yearFirst ? digits.substring(0, 4) : digits.substring(4);
    String month = yearFirst ? digits.substring(4, 6) : digits.substring(0, 2);
    String day = yearFirst ? digits.substring(6) : digits.substring(2, 4);
    try {
      return Optional.of(
          LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Street, town, and state with postal code, parted by commas. */
  public Optional<String> address() {
    List<String> parts = new ArrayList<>();
    first("DAG", "DAL").ifPresent(parts::add);
    first("DAH", "DAM").ifPresent(parts::add);
    first("DAI", "DAN").ifPresent(parts::add);
    String state =
        first("DAJ", "DAO").orElse("")
            + " "
            + first("DAK", "DAP").map(LicencePayload::postalCode).orElse("");
    if (!state.isBlank()) {
      parts.add(state.strip());
    }
    return parts.size() < 2
        ? Optional.empty()
        : Optional.of(
            String.join(", ", parts.stream().map(p -> p.replaceAll("\\s*,\\s*$", "")).toList()));
  }

  /** Nine digits are a ZIP code and four more, which are zeros when they are not known. */
  private static String postalCode(String value) {
    String plain = value.strip();
    if (!plain.matches("\\d{9}")) {
      return plain;
    }
    String more = plain.substring(5);
    return plain.substring(0, 5) + (more.equals("0000") ? "" : "-" + more);
  }

  public Optional<String> vehicleClass() {
    return first("DCA", "DAR", "DCM");
  }

  /** Code of the state or province, by the issuer's number, else by the holder's address. */
  public Optional<String> jurisdiction() {
    return Jurisdictions.ofIssuer(issuer).or(() -> first("DAJ", "DAO"));
  }

  @Override
  public String toString() {
    return "LicencePayload[" + elements.size() + " elements]";
  }
}
