package dev.lethe.synthetic;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes payslips in English, German and French, with amounts of the period and of the year. */
public final class SyntheticPayslip {

  private SyntheticPayslip() {}

  /** The same arguments make the same bytes. */
  public static SyntheticDocument of(long seed, Locale locale) {
    Invention invent = new Invention(seed, locale);
    Words words = Words.of(locale);
    Print print = new Print(locale, invent.between(0, 2));
    LocalDate day = invent.day(LocalDate.of(2023, 2, 1), LocalDate.of(2026, 9, 1));
    LocalDate first = day.withDayOfMonth(1);
    LocalDate last = first.plusMonths(1).minusDays(1);
    LocalDate paid = last.minusDays(invent.between(0, 4));
    BigDecimal gross = BigDecimal.valueOf(invent.between(180_000, 720_000), 2);
    BigDecimal tax =
        gross.multiply(new BigDecimal("0.21")).setScale(2, java.math.RoundingMode.HALF_UP);
    BigDecimal net = gross.subtract(tax);
    String currency =
        locale.getLanguage().equals("en") ? invent.pick(List.of("USD", "GBP")) : "EUR";
    Facts facts = new Facts();
    String employer = invent.company();
    boolean labelled = invent.oneIn(2);
    if (labelled) {
      facts.add("employer_name", invent.pick(words.employer()), employer);
    } else {
      facts.answer("employer_name", employer);
    }
    facts.add("employee_name", invent.pick(words.employee()), invent.person());
    facts.other(invent.pick(words.number()), invent.number(5));
    facts.add("pay_date", invent.pick(words.payDate()), print.date(paid), paid.toString());
    period(facts, invent, words, print, first, last);
    facts.answer("gross_pay", gross.toPlainString());
    facts.answer("net_pay", net.toPlainString());
    int months = first.getMonthValue();
    boolean year = invent.oneIn(2);
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(words.columns(), year));
    rows.add(line(words.salary(), gross, months, print, currency, year));
    rows.add(line(words.tax(), tax.negate(), months, print, currency, year));
    rows.add(line(invent.pick(words.gross()), gross, months, print, currency, year));
    rows.add(line(words.deductions(), tax, months, print, currency, year));
    rows.add(line(invent.pick(words.net()), net, months, print, currency, year));
    byte[] pdf = draw(seed, invent, words, facts, employer, rows);
    return new SyntheticDocument("payslip", locale.getLanguage(), facts.answers(), pdf);
  }

  /** Both days at one label, each at its own, or the month. */
  private static void period(
      Facts facts, Invention invent, Words words, Print print, LocalDate first, LocalDate last) {
    switch (invent.between(0, 3)) {
      case 0 -> {
        facts.add("period_start", words.begin(), print.date(first), first.toString());
        facts.add("period_end", words.end(), print.date(last), last.toString());
      }
      case 1 -> {
        String month = String.format("%02d/%d", first.getMonthValue(), first.getYear());
        facts.add("period_start", invent.pick(words.period()), month, first.toString());
        facts.answer("period_end", last.toString());
      }
      default -> {
        String both = print.date(first) + invent.pick(words.until()) + print.date(last);
        facts.add("period_start", invent.pick(words.period()), both, first.toString());
        facts.answer("period_end", last.toString());
      }
    }
  }

  private static List<String> row(List<String> columns, boolean year) {
    return year ? columns : columns.subList(0, 2);
  }

  private static List<String> line(
      String label, BigDecimal amount, int months, Print print, String currency, boolean year) {
    BigDecimal sum = amount.multiply(BigDecimal.valueOf(months));
    return row(List.of(label, print.money(amount, currency), print.money(sum, currency)), year);
  }

  private static byte[] draw(
      long seed,
      Invention invent,
      Words words,
      Facts facts,
      String employer,
      List<List<String>> rows) {
    try (Sheets sheets = new Sheets(seed, Sheets.A4)) {
      FormPainter.Style style =
          invent.pick(
              List.of(
                  FormPainter.Style.BESIDE, FormPainter.Style.COLUMNS, FormPainter.Style.BELOW));
      FormPainter painter = new FormPainter(sheets, style, invent);
      sheets.text(56, 60, painter.bold(), 14, employer);
      Invention.Address address = invent.address();
      sheets.text(56, 74, painter.plain(), 9, address.onOneLine());
      sheets.textRight(540, 60, painter.bold(), 13, invent.pick(words.title()));
      float y = painter.draw(facts.list(), 56, 120, 540);
      painter.table(rows, 56, y + 24, 540);
      return sheets.toPdf();
    }
  }

  private record Words(
      List<String> title,
      List<String> employer,
      List<String> employee,
      List<String> number,
      List<String> payDate,
      List<String> period,
      String begin,
      String end,
      List<String> until,
      List<String> columns,
      String salary,
      String tax,
      List<String> gross,
      String deductions,
      List<String> net) {

    static Words of(Locale locale) {
      return switch (locale.getLanguage()) {
        case "de" ->
            new Words(
                List.of("Lohnabrechnung", "Gehaltsabrechnung", "Entgeltabrechnung"),
                List.of("Arbeitgeber", "Firma"),
                List.of("Arbeitnehmer", "Mitarbeiter", "Name"),
                List.of("Personalnummer", "Personal-Nr."),
                List.of("Auszahlungsdatum", "Zahltag"),
                List.of("Abrechnungszeitraum", "Zeitraum"),
                "Periodenbeginn",
                "Periodenende",
                List.of(" bis ", " - "),
                List.of("Bezeichnung", "Betrag", "Jahr"),
                "Grundgehalt",
                "Lohnsteuer",
                List.of("Gesamtbrutto", "Bruttolohn", "Brutto"),
                "Abzüge gesamt",
                List.of("Auszahlungsbetrag", "Nettolohn", "Netto"));
        case "fr" ->
            new Words(
                List.of("Bulletin de paie", "Bulletin de salaire"),
                List.of("Employeur", "Entreprise"),
                List.of("Salarié", "Nom du salarié"),
                List.of("Matricule"),
                List.of("Date de paiement", "Payé le"),
                List.of("Période de paie", "Période du"),
                "Début de période",
                "Fin de période",
                List.of(" au "),
                List.of("Désignation", "Montant", "Cumul"),
                "Salaire de base",
                "Cotisations",
                List.of("Salaire brut", "Total brut"),
                "Total des retenues",
                List.of("Net à payer", "Salaire net"));
        default ->
            new Words(
                List.of("Payslip", "Earnings Statement", "Pay Stub"),
                List.of("Employer", "Company"),
                List.of("Employee", "Employee name", "Name"),
                List.of("Employee ID", "Employee No."),
                List.of("Pay date", "Payment date", "Check date"),
                List.of("Pay period", "Period"),
                "Period beginning",
                "Period ending",
                List.of(" to ", " - "),
                List.of("Description", "This period", "Year to date"),
                "Regular salary",
                "Income tax",
                List.of("Gross pay", "Total gross", "Gross earnings"),
                "Total deductions",
                List.of("Net pay", "Take home pay", "Total net pay"));
      };
    }
  }
}
