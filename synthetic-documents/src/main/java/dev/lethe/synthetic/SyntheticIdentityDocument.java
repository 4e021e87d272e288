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
 * Makes passports and identity cards of Utopia ({@code UTO}), the state that ICAO 9303 uses for
 * specimens, with a right machine-readable zone.
 */
public final class SyntheticIdentityDocument {

  private static final float POINTS_PER_MM = 72 / 25.4f;
  private static final DateTimeFormatter PRINTED =
      DateTimeFormatter.ofPattern("dd MM uuuu", Locale.ROOT);

  private SyntheticIdentityDocument() {}

  /** Names come from the locale's language; the same arguments make the same bytes. */
  public static SyntheticDocument of(long seed, Locale locale, MrzFormat format) {
    Invention invent = new Invention(seed, locale);
    Holder holder = Holder.invent(invent, format);
    byte[] pdf = format == MrzFormat.TD3 ? passport(seed, holder) : card(seed, holder);
    return new SyntheticDocument("identity_document", locale.getLanguage(), holder.answers(), pdf);
  }

  /** The lines of the zone of the document that {@link #of} makes from the same arguments. */
  public static List<String> zoneOf(long seed, Locale locale, MrzFormat format) {
    return Holder.invent(new Invention(seed, locale), format).zone().lines();
  }

  private record Holder(String surname, String givenNames, LocalDate issued, Mrz zone) {

    static Holder invent(Invention invent, MrzFormat format) {
      String surname = invent.surname();
      String given = givenNames(invent, surname);
      LocalDate birth = invent.day(LocalDate.of(1945, 1, 1), LocalDate.of(2005, 12, 31));
      LocalDate issued = invent.day(LocalDate.of(2019, 1, 1), LocalDate.of(2025, 12, 31));
      String letters = invent.pick(List.of("C", "L", "XK", "PA", "TR"));
      String number = letters + invent.digits(9 - letters.length());
      String personal = invent.oneIn(2) && format == MrzFormat.TD3 ? invent.number(9) : "";
      Mrz zone =
          new Mrz(
              format,
              "UTO",
              Mrz.transliterate(surname),
              Mrz.transliterate(given),
              number,
              birth,
              invent.pick(List.of('F', 'M')),
              issued.plusYears(10),
              personal);
      return new Holder(surname, given, issued, zone);
    }

    /** One or two, as many as fit the shortest zone. */
    private static String givenNames(Invention invent, String surname) {
      String one = invent.givenName();
      String two = one + " " + invent.givenName();
      boolean fits = Mrz.transliterate(surname + two).length() <= 28;
      return fits && invent.oneIn(2) ? two : one;
    }

    Map<String, String> answers() {
      Map<String, String> answers = new LinkedHashMap<>();
      answers.put("mrz_type", zone.format().name());
      answers.put("document_number", zone.number());
      answers.put("issuing_country", zone.state());
      answers.put("surname", zone.surname());
      answers.put("given_names", zone.givenNames());
      answers.put("nationality", zone.state());
      answers.put("date_of_birth", zone.birth().toString());
      answers.put("sex", String.valueOf(zone.sex()));
      answers.put("date_of_expiry", zone.expiry().toString());
      if (!zone.personalNumber().isEmpty()) {
        answers.put("personal_number", zone.personalNumber());
      }
      return answers;
    }
  }

  private static PDRectangle millimetres(float width, float height) {
    return new PDRectangle(width * POINTS_PER_MM, height * POINTS_PER_MM);
  }

  private static byte[] passport(long seed, Holder holder) {
    try (Sheets sheets = new Sheets(seed, millimetres(125, 88))) {
      background(sheets, 0, sheets.height());
      sheets.text(18, 24, Font.BOLD, 11, "UTOPIA");
      sheets.text(120, 24, Font.CONDENSED, 9, "PASSPORT / PASSEPORT");
      sheets.textRight(336, 24, Font.MONO_BOLD, 10, holder.zone().number());
      portrait(sheets, 18, 40, 84, 108);
      printed(sheets, holder, 116, 44, 19);
      zone(sheets, holder, 212, 12);
      return sheets.toPdf();
    }
  }

  /** Front and back one below the other, as on a copy. */
  private static byte[] card(long seed, Holder holder) {
    boolean small = holder.zone().format() == MrzFormat.TD1;
    float height = (small ? 54 : 74) * POINTS_PER_MM;
    PDRectangle size = small ? millimetres(86, 112) : millimetres(105, 152);
    try (Sheets sheets = new Sheets(seed, size)) {
      float back = sheets.height() - height;
      background(sheets, 0, height);
      background(sheets, back, height);
      sheets.text(12, 20, Font.BOLD, 9, "UTOPIA");
      sheets.text(74, 20, Font.CONDENSED, 7, "IDENTITY CARD");
      sheets.textRight(sheets.width() - 10, 20, Font.MONO_BOLD, 8, holder.zone().number());
      portrait(sheets, 12, 30, 54, 70);
      printed(sheets, holder, 74, 34, small ? 14.5f : 19);
      float points = small ? 12.0f : 12.4f;
      float lines = holder.zone().lines().size();
      zone(sheets, holder, sheets.height() - lines * points * 1.25f, points);
      return sheets.toPdf();
    }
  }

  private static void background(Sheets sheets, float top, float height) {
    sheets.fill(0, top, sheets.width(), height, new Color(0xF1F5EE));
    sheets.ink(new Color(0xDCE8DA));
    for (float y = top + 6; y < top + height; y += 7) {
      sheets.line(0, y, sheets.width(), y + 3, 0.5f);
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
    labelled(sheets, x, top + 2 * step, "Nationality / Nationalité", "UTOPIAN");
    labelled(sheets, right, top + 2 * step, "Sex / Sexe", String.valueOf(zone.sex()));
    labelled(sheets, x, top + 3 * step, "Date of birth", PRINTED.format(zone.birth()));
    labelled(sheets, right, top + 3 * step, "Place of birth", "ZENITH");
    labelled(sheets, x, top + 4 * step, "Date of issue", PRINTED.format(holder.issued()));
    labelled(sheets, right, top + 4 * step, "Date of expiry", PRINTED.format(zone.expiry()));
    if (!zone.personalNumber().isEmpty()) {
      labelled(sheets, x, top + 5 * step, "Personal No.", zone.personalNumber());
    }
  }

  private static void labelled(Sheets sheets, float x, float y, String label, String value) {
    sheets.ink(Color.DARK_GRAY).text(x, y, Font.CONDENSED, 4.5f, label);
    sheets.ink(Color.BLACK).text(x, y + 8, Font.WIDE, 7.5f, value.toUpperCase(Locale.ROOT));
  }

  private static void zone(Sheets sheets, Holder holder, float top, float points) {
    float y = top;
    for (String line : holder.zone().lines()) {
      sheets.textCentred(sheets.width() / 2, y, Font.MONO, points, line);
      y += points * 1.3f;
    }
  }
}
