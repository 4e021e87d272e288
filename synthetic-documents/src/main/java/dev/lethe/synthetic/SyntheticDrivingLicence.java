package dev.lethe.synthetic;

import com.google.zxing.BarcodeFormat;
import java.awt.Color;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Makes driving licences: American with a PDF417 symbol after AAMVA, and European fronts. */
public final class SyntheticDrivingLicence {

  /** What of a licence is shown. */
  public enum Side {
    /** The printed front of an American licence. */
    FRONT,
    /** The back of an American licence, with nothing to read but its symbol. */
    BACK,
    /** Both, one below the other. */
    BOTH,
    /** The front of a European licence, with numbered fields. */
    EUROPEAN
  }

  private static final DateTimeFormatter MONTH_FIRST =
      DateTimeFormatter.ofPattern("MM/dd/uuuu", Locale.ROOT);
  private static final DateTimeFormatter DAY_FIRST =
      DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT);
  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("MMdduuuu", Locale.ROOT);

  /** Issuer numbers of states as AAMVA assigns them. */
  private static final Map<String, String> ISSUERS =
      Map.of("CA", "636014", "TX", "636015", "NY", "636001", "OH", "636023", "WA", "636045");

  private static final PDRectangle CARD = new PDRectangle(243, 153);

  private SyntheticDrivingLicence() {}

  /** The same arguments make the same bytes. */
  public static SyntheticDocument of(long seed, Side side) {
    Locale locale = side == Side.EUROPEAN ? Locale.GERMAN : Locale.ENGLISH;
    Invention invent = new Invention(seed, locale);
    Holder holder = Holder.invent(invent, side);
    Map<String, String> answers = holder.answers();
    byte[] pdf =
        switch (side) {
          case EUROPEAN -> european(seed, holder);
          case FRONT -> american(seed, holder, invent, true, false);
          case BACK -> american(seed, holder, invent, false, true);
          case BOTH -> american(seed, holder, invent, true, true);
        };
    if (side == Side.EUROPEAN) {
      answers.remove("address");
      answers.put("issuing_jurisdiction", "DE");
    }
    return new SyntheticDocument("driving_licence", locale.getLanguage(), answers, pdf);
  }

  private record Holder(
      String surname,
      String given,
      LocalDate birth,
      LocalDate issued,
      LocalDate expires,
      String number,
      String street,
      String town,
      String state,
      String zip,
      String vehicleClass) {

    static Holder invent(Invention invent, Side side) {
      String state = invent.pick(ISSUERS.keySet().stream().sorted().toList());
      Invention.Address address = invent.americanAddress();
      LocalDate issued = invent.day(LocalDate.of(2019, 1, 1), LocalDate.of(2025, 12, 31));
      boolean european = side == Side.EUROPEAN;
      return new Holder(
          invent.surname().toUpperCase(Locale.ROOT),
          (invent.givenName() + (invent.oneIn(2) ? " " + invent.givenName() : ""))
              .toUpperCase(Locale.ROOT),
          invent.day(LocalDate.of(1945, 1, 1), LocalDate.of(2005, 12, 31)),
          issued,
          issued.plusYears(european ? 15 : 8),
          european
              ? invent.letters(1) + invent.number(3) + invent.letters(2) + invent.number(4) + "2"
              : invent.letters(1) + invent.number(7),
          address.street().toUpperCase(Locale.ROOT),
          address.town().split(",")[0].toUpperCase(Locale.ROOT),
          state,
          invent.number(5),
          european ? "AM/B/L" : invent.pick(List.of("C", "D", "A")));
    }

    Map<String, String> answers() {
      Map<String, String> answers = new LinkedHashMap<>();
      answers.put("licence_number", number);
      answers.put("surname", surname);
      answers.put("given_names", given);
      answers.put("date_of_birth", birth.toString());
      answers.put("date_of_issue", issued.toString());
      answers.put("date_of_expiry", expires.toString());
      answers.put("address", street + ", " + town + ", " + state + " " + zip);
      answers.put("issuing_jurisdiction", state);
      answers.put("vehicle_class", vehicleClass);
      return answers;
    }

    /** The payload of the symbol, version 10 of AAMVA's standard, one subfile. */
    String payload() {
      String[] names = given.split(" ", 2);
      String subfile =
          "DL"
              + String.join(
                  "\n",
                  List.of(
                      "DAQ" + number,
                      "DCS" + surname,
                      "DDEN",
                      "DAC" + names[0],
                      "DDFN",
                      "DAD" + (names.length > 1 ? names[1] : "NONE"),
                      "DDGN",
                      "DCA" + vehicleClass,
                      "DCBNONE",
                      "DCDNONE",
                      "DBD" + COMPACT.format(issued),
                      "DBB" + COMPACT.format(birth),
                      "DBA" + COMPACT.format(expires),
                      "DBC1",
                      "DAU068 in",
                      "DAYBRO",
                      "DAG" + street,
                      "DAI" + town,
                      "DAJ" + state,
                      "DAK" + zip + "0000",
                      "DCF00" + number,
                      "DCGUSA"))
              + "\r";
      String head = "@\n\u001e\rANSI " + ISSUERS.get(state) + "100001";
      int offset = head.length() + 10;
      return head + String.format("DL%04d%04d", offset, subfile.length()) + subfile;
    }
  }

  private static byte[] american(
      long seed, Holder holder, Invention invent, boolean front, boolean back) {
    float height = CARD.getHeight() * (front && back ? 2.1f : 1);
    try (Sheets sheets = new Sheets(seed, new PDRectangle(CARD.getWidth(), height))) {
      sheets.fill(0, 0, sheets.width(), sheets.height(), new Color(0xEEF3F8));
      if (front) {
        front(sheets, holder, invent.between(0, 1));
      }
      if (back) {
        float top = front ? CARD.getHeight() * 1.1f : 0;
        sheets.fill(0, top, sheets.width(), CARD.getHeight(), Color.WHITE);
        BarcodePrint.print(
            sheets, BarcodeFormat.PDF_417, holder.payload(), 14, top + 24, sheets.width() - 28);
      }
      return sheets.toPdf();
    }
  }

  private static void front(Sheets sheets, Holder holder, int style) {
    sheets.text(10, 18, Font.BOLD, 11, holder.state() + "  DRIVER LICENSE");
    sheets.fill(8, 30, 62, 80, new Color(0xC9D2D8));
    boolean numbered = style == 0;
    float x = 80;
    field(sheets, x, 34, numbered ? "4d DLN" : "DL", holder.number());
    field(sheets, 165, 34, numbered ? "9 CLASS" : "CLASS", holder.vehicleClass());
    field(sheets, x, 46, numbered ? "4b EXP" : "EXP", MONTH_FIRST.format(holder.expires()));
    field(sheets, x, 58, numbered ? "1" : "LN", holder.surname());
    field(sheets, x, 70, numbered ? "2" : "FN", holder.given());
    String label = numbered ? "8 " : "";
    sheets.text(x, 82, Font.SANS, 7, label + holder.street());
    sheets.text(
        x + (numbered ? 7 : 0),
        91,
        Font.SANS,
        7,
        holder.town() + ", " + holder.state() + " " + holder.zip());
    field(sheets, x, 104, numbered ? "3 DOB" : "DOB", MONTH_FIRST.format(holder.birth()));
    field(sheets, x, 116, numbered ? "15 SEX" : "SEX", "F");
    field(sheets, 130, 116, numbered ? "18 EYES" : "EYES", "BRO");
    field(sheets, x, 128, numbered ? "4a ISS" : "ISS", MONTH_FIRST.format(holder.issued()));
    field(sheets, x, 140, numbered ? "5 DD" : "DD", "09/30/201760221/21FD/20");
  }

  private static void field(Sheets sheets, float x, float y, String label, String value) {
    sheets.ink(new Color(0x24408E)).text(x, y, Font.CONDENSED, 6, label);
    float at = x + sheets.widthOf(Font.CONDENSED, 6, label) + 4;
    sheets.ink(Color.BLACK).text(at, y, Font.BOLD, 7.5f, value);
  }

  private static byte[] european(long seed, Holder holder) {
    try (Sheets sheets = new Sheets(seed, CARD)) {
      sheets.fill(0, 0, sheets.width(), sheets.height(), new Color(0xF3E1E6));
      sheets.text(70, 18, Font.BOLD, 10, "FÜHRERSCHEIN");
      sheets.textRight(234, 18, Font.CONDENSED, 6, "BUNDESREPUBLIK DEUTSCHLAND");
      sheets.fill(8, 40, 56, 72, new Color(0xC9D2D8));
      float x = 72;
      field(sheets, x, 34, "1.", holder.surname());
      field(sheets, x, 46, "2.", holder.given());
      field(sheets, x, 58, "3.", DAY_FIRST.format(holder.birth()) + " " + holder.town());
      field(sheets, x, 70, "4a.", DAY_FIRST.format(holder.issued()));
      field(sheets, 150, 70, "4c.", "LANDRATSAMT " + holder.town());
      field(sheets, x, 82, "4b.", DAY_FIRST.format(holder.expires()));
      field(sheets, x, 94, "5.", holder.number());
      field(sheets, x, 140, "9.", holder.vehicleClass());
      return sheets.toPdf();
    }
  }
}
