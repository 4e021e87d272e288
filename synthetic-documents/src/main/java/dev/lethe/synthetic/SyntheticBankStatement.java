package dev.lethe.synthetic;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes bank statements in English, German and French. */
public final class SyntheticBankStatement {

  private SyntheticBankStatement() {}

  /** The same arguments make the same bytes. */
  public static SyntheticDocument of(long seed, Locale locale) {
    Invention invent = new Invention(seed, locale);
    Words words = Words.of(locale);
    Print print = new Print(locale, invent.between(0, 2));
    boolean english = locale.getLanguage().equals("en");
    String currency = english ? invent.pick(List.of("GBP", "USD")) : "EUR";
    LocalDate start = invent.day(LocalDate.of(2023, 1, 1), LocalDate.of(2026, 9, 1));
    LocalDate first = start.withDayOfMonth(1);
    LocalDate last = first.plusMonths(1).minusDays(1);
    List<Move> moves = moves(invent, first);
    BigDecimal opening = cents(invent.between(10_000, 900_000));
    BigDecimal closing = moves.stream().map(Move::amount).reduce(opening, BigDecimal::add);
    Facts facts = new Facts();
    String holder = invent.person();
    boolean labelled = invent.oneIn(2);
    if (labelled) {
      facts.add("account_holder", invent.pick(words.holder()), holder);
    } else {
      facts.answer("account_holder", holder);
    }
    account(facts, invent, words, english && currency.equals("USD"));
    String period = print.date(first) + invent.pick(words.until()) + print.date(last);
    facts.add("statement_period_start", invent.pick(words.period()), period, first.toString());
    facts.answer("statement_period_end", last.toString());
    facts.answer("currency", currency);
    boolean inTable = invent.oneIn(3);
    boolean dated = invent.oneIn(4);
    String open = dated ? words.dated() + print.date(first) : invent.pick(words.opening());
    String close = dated ? words.dated() + print.date(last) : invent.pick(words.closing());
    facts.answer("opening_balance", opening.toPlainString());
    facts.answer("closing_balance", closing.toPlainString());
    if (!inTable) {
      facts.other(open, print.money(opening, currency));
      facts.other(invent.pick(words.credits()), print.money(credits(moves), currency));
      facts.other(close, print.money(closing, currency));
    }
    byte[] pdf =
        draw(seed, invent, words, print, facts, holder, moves, opening, open, close, inTable);
    return new SyntheticDocument("bank_statement", locale.getLanguage(), facts.answers(), pdf);
  }

  private static void account(Facts facts, Invention invent, Words words, boolean american) {
    if (american) {
      facts.add("account_number", invent.pick(words.account()), invent.number(10));
      facts.other("Routing number", "021000021");
      return;
    }
    Invention.Bank bank = invent.bank();
    facts.add("iban", "IBAN", bank.groupedIban(), bank.iban());
    facts.other("BIC", bank.bic());
    if (invent.oneIn(2)) {
      facts.add("account_number", invent.pick(words.account()), invent.number(8));
    }
  }

  private record Move(LocalDate day, String text, BigDecimal amount) {}

  private static List<Move> moves(Invention invent, LocalDate first) {
    List<Move> moves = new ArrayList<>();
    LocalDate day = first;
    int count = invent.between(3, 12);
    for (int i = 0; i < count; i++) {
      day = day.plusDays(invent.between(0, 2));
      BigDecimal amount = cents(invent.between(500, 90_000));
      moves.add(new Move(day, invent.company(), invent.oneIn(3) ? amount : amount.negate()));
    }
    return moves;
  }

  private static BigDecimal credits(List<Move> moves) {
    return moves.stream()
        .map(Move::amount)
        .filter(a -> a.signum() > 0)
        .reduce(new BigDecimal("0.00"), BigDecimal::add);
  }

  private static BigDecimal cents(long cents) {
    return BigDecimal.valueOf(cents, 2);
  }

  private static byte[] draw(
      long seed,
      Invention invent,
      Words words,
      Print print,
      Facts facts,
      String holder,
      List<Move> moves,
      BigDecimal opening,
      String open,
      String close,
      boolean inTable) {
    try (Sheets sheets = new Sheets(seed, Sheets.A4)) {
      FormPainter.Style style =
          invent.pick(
              List.of(
                  FormPainter.Style.BESIDE, FormPainter.Style.COLUMNS, FormPainter.Style.BELOW));
      FormPainter painter = new FormPainter(sheets, style, invent);
      sheets.text(56, 60, painter.bold(), 15, invent.pick(words.bank()));
      sheets.textRight(540, 60, painter.bold(), 13, invent.pick(words.title()));
      Invention.Address address = invent.address();
      sheets.text(56, 110, painter.plain(), 10, holder);
      sheets.text(56, 122, painter.plain(), 10, address.street());
      sheets.text(56, 134, painter.plain(), 10, address.town());
      float y = painter.draw(facts.list(), 56, 175, 540);
      List<List<String>> rows = new ArrayList<>();
      rows.add(words.columns());
      BigDecimal balance = opening;
      if (inTable) {
        rows.add(List.of(open, "", print.amount(opening)));
      }
      for (Move move : moves) {
        balance = balance.add(move.amount());
        String text = move.day().getDayOfMonth() + "." + move.day().getMonthValue() + ". ";
        rows.add(List.of(text + move.text(), print.amount(move.amount()), print.amount(balance)));
      }
      if (inTable) {
        rows.add(List.of(close, "", print.amount(balance)));
      }
      painter.table(rows, 56, y + 20, 540);
      if (inTable) {
        sheets.text(
            56, 780, painter.plain(), 8, words.currencyNote() + facts.answers().get("currency"));
      }
      return sheets.toPdf();
    }
  }

  private record Words(
      List<String> bank,
      List<String> title,
      List<String> holder,
      List<String> account,
      List<String> period,
      List<String> until,
      List<String> opening,
      List<String> closing,
      List<String> credits,
      List<String> columns,
      String dated,
      String currencyNote) {

    static Words of(Locale locale) {
      return switch (locale.getLanguage()) {
        case "de" ->
            new Words(
                List.of("Lindenbank eG", "Stadtsparkasse Lethe"),
                List.of("Kontoauszug", "Kontoauszug Nr. 7"),
                List.of("Kontoinhaber", "Kontoinhaberin"),
                List.of("Kontonummer", "Konto-Nr."),
                List.of("Zeitraum", "Auszugszeitraum", "Kontoauszug vom"),
                List.of(" bis ", " - "),
                List.of("Alter Kontostand", "Anfangssaldo", "Alter Saldo"),
                List.of("Neuer Kontostand", "Endsaldo", "Neuer Saldo"),
                List.of("Summe Gutschriften", "Gutschriften"),
                List.of("Buchungstext", "Betrag", "Saldo"),
                "Kontostand am ",
                "Alle Beträge in ");
        case "fr" ->
            new Words(
                List.of("Banque du Styx", "Crédit Mnémosyne"),
                List.of("Relevé de compte", "Relevé de compte bancaire"),
                List.of("Titulaire du compte", "Titulaire"),
                List.of("Numéro de compte", "N° de compte"),
                List.of("Période du", "Relevé du", "Période"),
                List.of(" au "),
                List.of("Ancien solde", "Solde précédent", "Solde initial"),
                List.of("Nouveau solde", "Solde final"),
                List.of("Total des crédits"),
                List.of("Libellé", "Montant", "Solde"),
                "Solde au ",
                "Montants exprimés en ");
        default ->
            new Words(
                List.of("Lethe & Sons Bank", "Riverbank Savings"),
                List.of("Account Statement", "Bank Statement", "Statement of account"),
                List.of("Account holder", "Account name"),
                List.of("Account number", "Account No."),
                List.of("Statement period", "Period", "Period covered"),
                List.of(" to ", " - ", " through "),
                List.of(
                    "Opening balance",
                    "Beginning balance",
                    "Previous balance",
                    "Balance brought forward"),
                List.of(
                    "Closing balance", "Ending balance", "New balance", "Balance carried forward"),
                List.of("Total credits", "Total deposits", "Money in"),
                List.of("Description", "Amount", "Balance"),
                "Balance on ",
                "All amounts in ");
      };
    }
  }
}
