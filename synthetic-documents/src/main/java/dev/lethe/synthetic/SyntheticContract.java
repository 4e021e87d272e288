package dev.lethe.synthetic;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes contracts of prose with a block of signatures, in English and German. */
public final class SyntheticContract {

  private SyntheticContract() {}

  /** The same arguments make the same bytes. */
  public static SyntheticDocument of(long seed, Locale locale) {
    Invention invent = new Invention(seed, locale);
    Print print = new Print(locale, invent.between(0, 2));
    String first = invent.company();
    String second = invent.oneIn(2) ? invent.company() : invent.person();
    LocalDate effective = invent.day(LocalDate.of(2022, 1, 1), LocalDate.of(2026, 9, 1));
    LocalDate signed = effective.minusDays(invent.between(1, 20));
    List<String> signers = List.of(invent.person(), invent.person());
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("parties", first + ", " + second);
    answers.put("effective_date", effective.toString());
    answers.put("signer_names", String.join(", ", new LinkedHashSet<>(signers)));
    answers.put("signature_dates", signed.toString());
    boolean german = locale.getLanguage().equals("de");
    List<String> lines = new ArrayList<>();
    String title =
        german
            ? german(invent, print, first, second, effective, lines)
            : english(invent, print, first, second, effective, lines);
    byte[] pdf =
        draw(
            seed,
            german,
            title,
            lines,
            invent,
            List.of(first, second),
            signers,
            print.date(signed));
    return new SyntheticDocument("contract", locale.getLanguage(), answers, pdf);
  }

  private static String english(
      Invention invent,
      Print print,
      String first,
      String second,
      LocalDate effective,
      List<String> lines) {
    String title = invent.pick(List.of("Service Agreement", "Consulting Agreement", "Lease"));
    String date = print.date(effective);
    if (invent.oneIn(2)) {
      lines.add("This agreement is entered into as of " + date + " (the \"Effective Date\")");
      lines.add("by and between " + first + " (the \"Company\")");
      lines.add("and " + second + " (the \"Contractor\").");
    } else {
      lines.add("This " + title + " is made between " + first + ",");
      lines.add("hereinafter the Provider, and " + second + ", hereinafter the Client.");
      lines.add("Effective date: " + date);
    }
    lines.add("");
    lines.add("1. The Provider shall render the services that the schedule names.");
    lines.add("2. The Client shall pay within thirty days of each invoice.");
    lines.add("3. The parties hereby agree to keep confidential what they learn.");
    lines.add("4. The governing law is that of the seat of the Provider.");
    lines.add("In witness whereof the parties have signed this agreement.");
    return title;
  }

  private static String german(
      Invention invent,
      Print print,
      String first,
      String second,
      LocalDate effective,
      List<String> lines) {
    String title = invent.pick(List.of("Dienstleistungsvertrag", "Mietvertrag", "Werkvertrag"));
    lines.add("Vertrag zwischen " + first + ", nachfolgend Auftragnehmer,");
    lines.add("und " + second + ", nachfolgend Auftraggeber.");
    lines.add("Vertragsbeginn: " + print.date(effective));
    lines.add("");
    lines.add("§ 1 Der Auftragnehmer erbringt die Leistungen der Anlage.");
    lines.add("§ 2 Die Vergütung ist binnen dreißig Tagen zu zahlen.");
    lines.add("§ 3 Die Parteien bewahren Stillschweigen.");
    return title;
  }

  private static byte[] draw(
      long seed,
      boolean german,
      String title,
      List<String> lines,
      Invention invent,
      List<String> parties,
      List<String> signers,
      String date) {
    try (Sheets sheets = new Sheets(seed, Sheets.A4)) {
      Font plain = invent.pick(List.of(Font.SERIF, Font.SANS));
      sheets.textCentred(sheets.width() / 2, 80, Font.SERIF_BOLD, 16, title);
      float y = 130;
      for (String line : lines) {
        sheets.text(70, y, plain, 11, line);
        y += 17;
      }
      boolean beside = invent.oneIn(2);
      for (int i = 0; i < 2; i++) {
        float x = beside ? 70 + i * 240 : 70;
        float top = y + 40 + (beside ? 0 : i * 120);
        sheets.text(x, top, Font.BOLD, 10, parties.get(i));
        sheets.line(x, top + 40, x + 180, top + 40, 0.7f);
        sheets.text(x, top + 52, plain, 9, german ? "Unterschrift" : "Signature");
        sheets.text(x, top + 66, plain, 10, (german ? "Name: " : "Name: ") + signers.get(i));
        sheets.text(x, top + 80, plain, 10, (german ? "Datum: " : "Date: ") + date);
      }
      return sheets.toPdf();
    }
  }
}
