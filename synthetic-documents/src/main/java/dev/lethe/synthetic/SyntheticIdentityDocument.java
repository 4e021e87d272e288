package dev.lethe.synthetic;

import java.awt.Color;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * Makes passports, identity cards and visas of invented people with a right machine-readable zone
 * after ICAO 9303: states with one and three letters, long document numbers, unknown birthdays,
 * names that are cut off, and numbers of the holder.
 */
public final class SyntheticIdentityDocument {

  private static final float POINTS_PER_MM = 72 / 25.4f;
  private static final Map<String, String> STATES =
      Map.ofEntries(
          Map.entry("UTO", "UTOPIA"),
          Map.entry("D", "GERMANY"),
          Map.entry("FRA", "FRANCE"),
          Map.entry("GBR", "UNITED KINGDOM"),
          Map.entry("USA", "UNITED STATES OF AMERICA"),
          Map.entry("CHE", "SWITZERLAND"),
          Map.entry("ITA", "ITALY"),
          Map.entry("ESP", "SPAIN"),
          Map.entry("NLD", "NETHERLANDS"),
          Map.entry("PRT", "PORTUGAL"),
          Map.entry("BRA", "BRAZIL"),
          Map.entry("EST", "ESTONIA"),
          Map.entry("KOR", "REPUBLIC OF KOREA"),
          Map.entry("CAN", "CANADA"));

  private SyntheticIdentityDocument() {}

  /** Names come from the locale's language; the same arguments make the same bytes. */
  public static SyntheticDocument of(long seed, Locale locale, MrzFormat format) {
    Holder holder = Holder.invent(new Invention(seed, locale), format);
    byte[] pdf =
        switch (format) {
          case TD1, TD2 -> card(seed, holder);
          case TD3, MRV_A -> booklet(seed, holder, 125, 88);
          case MRV_B -> booklet(seed, holder, 105, 74);
        };
    return new SyntheticDocument("identity_document", locale.getLanguage(), holder.answers(), pdf);
  }

  /** The front of a card, which has no zone: its fields stand at their printed labels. */
  public static SyntheticDocument front(long seed, Locale locale) {
    Holder holder = Holder.invent(new Invention(seed, locale), MrzFormat.TD1);
    Map<String, String> answers = new LinkedHashMap<>(holder.answers());
    answers.remove("mrz_type");
    answers.remove("issuing_country");
    answers.put("surname", holder.surname().toUpperCase(Locale.ROOT));
    answers.put("given_names", holder.givenNames().toUpperCase(Locale.ROOT));
    holder.birth().ifPresent(day -> answers.put("date_of_birth", day.toString()));
    if (holder.zone().sex() == '<') {
      answers.remove("sex");
    }
    return new SyntheticDocument(
        "identity_document", locale.getLanguage(), answers, frontOnly(seed, holder));
  }

  /** The lines of the zone of the document that {@link #of} makes from the same arguments. */
  public static List<String> zoneOf(long seed, Locale locale, MrzFormat format) {
    return Holder.invent(new Invention(seed, locale), format).zone().lines();
  }

  private record Holder(
      String surname,
      String givenNames,
      LocalDate issued,
      java.util.Optional<LocalDate> birth,
      int style,
      Mrz zone) {

    static Holder invent(Invention invent, MrzFormat format) {
      String surname = invent.surname();
      if (invent.oneIn(6)) {
        surname += (invent.oneIn(2) ? "-" : " ") + invent.surname();
      }
      String given = invent.oneIn(2) ? invent.givenName() : twoNames(invent);
      LocalDate day = invent.day(LocalDate.of(1945, 1, 1), LocalDate.of(2005, 12, 31));
      LocalDate issued = invent.day(LocalDate.of(2019, 1, 1), LocalDate.of(2025, 12, 31));
      boolean unknown = invent.oneIn(12);
      String state = invent.oneIn(3) ? "UTO" : invent.pick(List.copyOf(states()));
      boolean visa = format == MrzFormat.MRV_A || format == MrzFormat.MRV_B;
      String nationality = visa || invent.oneIn(6) ? invent.pick(states()) : state;
      String birth = Mrz.day(day);
      String number = number(invent, format);
      String personal = number.length() > 9 ? "" : personal(invent, format);
      Mrz zone =
          new Mrz(
              format,
              type(invent, format),
              state,
              Mrz.transliterate(surname),
              Mrz.transliterate(given),
              number,
              nationality,
              unknown ? birth.substring(0, 2) + "<<<<" : birth,
              invent.oneIn(14) ? '<' : invent.pick(List.of('F', 'M')),
              issued.plusYears(10),
              personal);
      return new Holder(
          surname,
          given,
          issued,
          unknown ? java.util.Optional.empty() : java.util.Optional.of(day),
          invent.between(0, 2),
          zone);
    }

    private static List<String> states() {
      return STATES.keySet().stream().sorted().toList();
    }

    private static String twoNames(Invention invent) {
      String names = invent.givenName() + " " + invent.givenName();
      return invent.oneIn(8) ? names + " " + invent.givenName() : names;
    }

    private static String type(Invention invent, MrzFormat format) {
      return switch (format) {
        case TD1, TD2 -> invent.pick(List.of("I<", "ID", "I<", "AC", "C<"));
        case TD3 -> invent.pick(List.of("P<", "P<", "P<", "PM", "PO"));
        case MRV_A, MRV_B -> invent.pick(List.of("V<", "V<", "VN", "VB"));
      };
    }

    private static String number(Invention invent, MrzFormat format) {
      if (format == MrzFormat.TD1 && invent.oneIn(5)) {
        return invent.oneIn(2) ? invent.number(12) : invent.letters(1) + invent.number(10);
      }
      return switch (invent.between(0, 4)) {
        case 0 -> invent.number(9);
        case 1 -> invent.letters(1) + invent.digits(7);
        case 2 -> invent.letters(2) + invent.digits(7);
        case 3 -> invent.letters(1) + invent.digits(8);
        default -> invent.letters(1) + invent.digits(3) + invent.letters(1) + invent.digits(4);
      };
    }

    private static String personal(Invention invent, MrzFormat format) {
      if (!invent.oneIn(2)) {
        return "";
      }
      return switch (format) {
        case TD1 -> invent.oneIn(3) ? invent.number(11) : "";
        case TD2 -> invent.number(6);
        case TD3 -> invent.oneIn(2) ? invent.number(9) : invent.letters(2) + invent.number(9);
        case MRV_A, MRV_B -> "";
      };
    }

    /** What of the names fits the zone is what can be read of it. */
    Map<String, String> answers() {
      int length = zone.format() == MrzFormat.TD1 ? 30 : zone.format().length() - 5;
      String names = zone.surname() + "  " + zone.givenNames();
      String fitting = names.substring(0, Math.min(length, names.length()));
      String[] parts = fitting.split(" {2}");
      Map<String, String> answers = new LinkedHashMap<>();
      answers.put("mrz_type", zone.format().code());
      answers.put("document_number", zone.number());
      answers.put("issuing_country", zone.state());
      answers.put("surname", parts[0]);
      answers.put("given_names", parts[1].strip());
      answers.put("nationality", zone.nationality());
      birth.ifPresent(day -> answers.put("date_of_birth", day.toString()));
      answers.put("sex", zone.sex() == '<' ? "X" : String.valueOf(zone.sex()));
      answers.put("date_of_expiry", zone.expiry().toString());
      if (!zone.personalNumber().isEmpty()) {
        answers.put("personal_number", zone.personalNumber());
      }
      return answers;
    }

    String printed(LocalDate date) {
      String pattern =
          switch (style) {
            case 0 -> "dd MM uuuu";
            case 1 -> "dd.MM.uuuu";
            default -> "dd MMM uuuu";
          };
      return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
          .format(date)
          .toUpperCase(Locale.ROOT);
    }
  }

  private static String stateName(Mrz zone) {
    return STATES.getOrDefault(zone.state(), zone.state());
  }

  private static PDRectangle millimetres(float width, float height) {
    return new PDRectangle(width * POINTS_PER_MM, height * POINTS_PER_MM);
  }

  private static byte[] booklet(long seed, Holder holder, float width, float height) {
    Mrz zone = holder.zone();
    boolean visa = zone.format() != MrzFormat.TD3;
    float scale = width / 125;
    try (Sheets sheets = new Sheets(seed, millimetres(width, height))) {
      background(sheets, seed, 0, sheets.height());
      sheets.text(18 * scale, 24, Font.BOLD, 11 * scale, stateName(zone));
      String title = visa ? "VISA" : "PASSPORT / PASSEPORT";
      sheets.textRight(sheets.width() - 18, 13, Font.CONDENSED, 8, title);
      sheets.textRight(sheets.width() - 18, 24, Font.MONO_BOLD, 10 * scale, zone.number());
      portrait(sheets, 18 * scale, 40 * scale, 84 * scale, 108 * scale);
      printed(sheets, holder, 116 * scale, 44 * scale, 19 * scale);
      float points = width == 125 ? 12 : 11.6f;
      zone(sheets, holder, sheets.height() - (width == 125 ? 37 : 34), points);
      return sheets.toPdf();
    }
  }

  /** Front and back one below the other, as on a copy. */
  private static byte[] card(long seed, Holder holder) {
    boolean small = holder.zone().format() == MrzFormat.TD1;
    float height = (small ? 54 : 74) * POINTS_PER_MM;
    PDRectangle size = small ? millimetres(86, 112) : millimetres(105, 152);
    try (Sheets sheets = new Sheets(seed, size)) {
      face(sheets, seed, holder, height, small ? 14.5f : 19);
      float back = sheets.height() - height;
      background(sheets, seed + 1, back, height);
      float points = small ? 12.0f : 12.4f;
      float lines = holder.zone().lines().size();
      zone(sheets, holder, sheets.height() - lines * points * 1.25f, points);
      return sheets.toPdf();
    }
  }

  private static byte[] frontOnly(long seed, Holder holder) {
    try (Sheets sheets = new Sheets(seed, millimetres(86, 54))) {
      face(sheets, seed, holder, sheets.height(), 14.5f);
      return sheets.toPdf();
    }
  }

  private static void face(Sheets sheets, long seed, Holder holder, float height, float step) {
    background(sheets, seed, 0, height);
    sheets.text(12, 20, Font.BOLD, 8, stateName(holder.zone()));
    sheets.textRight(sheets.width() - 10, 12, Font.CONDENSED, 6.5f, "IDENTITY CARD");
    portrait(sheets, 12, 30, 54, 70);
    printed(sheets, holder, 74, 34, step);
    sheets.ink(Color.DARK_GRAY).text(12, 112, Font.CONDENSED, 4.5f, "Document No.");
    sheets.ink(Color.BLACK).text(12, 121, Font.MONO_BOLD, 7.5f, holder.zone().number());
  }

  /** Waves of fine lines, as security paper has them. */
  private static void background(Sheets sheets, long seed, float top, float height) {
    sheets.fill(0, top, sheets.width(), height, new Color(0xF1F5EE));
    List<Color> inks = List.of(new Color(0xDCE8DA), new Color(0xC9DDE8), new Color(0xE9D3D6));
    sheets.ink(inks.get((int) Math.floorMod(seed, 3)));
    float wave = 20 + Math.floorMod(seed * 7, 30);
    for (float y = top + 4; y < top + height; y += 5) {
      float before = y;
      for (float x = 0; x < sheets.width(); x += 6) {
        float next = y + 3 * (float) Math.sin((x + 6) / wave + y / 11);
        boolean inside = next < top + height && before < top + height;
        if (inside) {
          sheets.line(x, before, x + 6, next, 0.5f);
        }
        before = next;
      }
    }
    sheets.ink(Color.BLACK);
  }

  private static void portrait(Sheets sheets, float x, float y, float width, float height) {
    sheets.fill(x, y, width, height, new Color(0xC9D2D8));
    sheets.fill(x + width * 0.3f, y + height * 0.15f, width * 0.4f, height * 0.4f, Color.GRAY);
    sheets.fill(x + width * 0.1f, y + height * 0.65f, width * 0.8f, height * 0.35f, Color.GRAY);
  }

  private static void printed(Sheets sheets, Holder holder, float x, float top, float step) {
    Mrz zone = holder.zone();
    float right = x + (sheets.width() - x) / 2;
    labelled(sheets, x, top, "Surname / Nom", holder.surname());
    labelled(sheets, x, top + step, "Given names / Prénoms", holder.givenNames());
    labelled(sheets, x, top + 2 * step, "Nationality / Nationalité", zone.nationality());
    if (zone.sex() != '<') {
      labelled(sheets, right, top + 2 * step, "Sex / Sexe", String.valueOf(zone.sex()));
    }
    holder
        .birth()
        .ifPresent(
            day -> labelled(sheets, x, top + 3 * step, "Date of birth", holder.printed(day)));
    labelled(sheets, right, top + 3 * step, "Place of birth", "ZENITH");
    labelled(sheets, x, top + 4 * step, "Date of issue", holder.printed(holder.issued()));
    labelled(sheets, right, top + 4 * step, "Date of expiry", holder.printed(zone.expiry()));
    if (!zone.personalNumber().isEmpty()) {
      labelled(sheets, x, top + 5 * step, "Personal No.", zone.personalNumber());
    }
  }

  private static void labelled(Sheets sheets, float x, float y, String label, String value) {
    sheets.ink(Color.DARK_GRAY).text(x, y, Font.CONDENSED, 4.5f, label);
    sheets.ink(Color.BLACK).text(x, y + 8, Font.WIDE, 7, value.toUpperCase(Locale.ROOT));
  }

  private static void zone(Sheets sheets, Holder holder, float top, float points) {
    float y = top;
    for (String line : holder.zone().lines()) {
      ZoneType.print(sheets, y, points, line);
      y += points * 1.3f;
    }
  }
}
