package dev.lethe.engine.barcode;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The payload of a QR code with which bills are paid: the European Payments Council's (EPC069-12,
 * known as GiroCode) or the Swiss QR bill's (SIX implementation guidelines). Never prints its text.
 *
 * @param iban without spaces, its check digits not yet verified
 * @param amount with a point and two decimals
 */
public record PaymentPayload(
    String iban,
    Optional<String> bic,
    Optional<String> amount,
    Optional<String> currency,
    Optional<String> payee) {

  private static final Pattern IBAN = Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}");
  private static final Pattern BIC = Pattern.compile("[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?");
  private static final Pattern AMOUNT =
      Pattern.compile("(?<currency>[A-Z]{3})(?<amount>\\d{1,9}(?:\\.\\d{1,2})?)");
  private static final int LONGEST_NAME = 70;

  /** Empty when the text is no such payload. */
  public static Optional<PaymentPayload> parse(String text) {
    List<String> lines = text.lines().map(String::strip).limit(40).toList();
    if (lines.size() > 6 && lines.get(0).equals("BCD")) {
      return european(lines);
    }
    return lines.size() > 19 && lines.get(0).equals("SPC") ? swiss(lines) : Optional.empty();
  }

  private static Optional<PaymentPayload> european(List<String> lines) {
    boolean transfer = lines.get(1).matches("00[12]") && lines.get(3).equals("SCT");
    String iban = lines.get(6).replace(" ", "");
    if (!transfer || !IBAN.matcher(iban).matches()) {
      return Optional.empty();
    }
    Matcher amount = AMOUNT.matcher(lines.size() > 7 ? lines.get(7) : "");
    boolean known = amount.matches();
    return Optional.of(
        new PaymentPayload(
            iban,
            Optional.of(lines.get(4).replace(" ", "")).filter(b -> BIC.matcher(b).matches()),
            known ? Optional.of(decimals(amount.group("amount"))) : Optional.empty(),
            known ? Optional.of(amount.group("currency")) : Optional.empty(),
            name(lines.get(5))));
  }

  /** Lines by number: 4 account, 6 payee's name, 19 amount, 20 currency. */
  private static Optional<PaymentPayload> swiss(List<String> lines) {
    String iban = lines.get(3).replace(" ", "");
    if (!lines.get(1).startsWith("02") || !iban.matches("(?:CH|LI)\\d{2}[A-Z0-9]{17}")) {
      return Optional.empty();
    }
    String amount = lines.get(18);
    return Optional.of(
        new PaymentPayload(
            iban,
            Optional.empty(),
            amount.matches("\\d{1,9}(?:\\.\\d{1,2})?")
                ? Optional.of(decimals(amount))
                : Optional.empty(),
            Optional.of(lines.get(19)).filter(c -> c.matches("CHF|EUR")),
            name(lines.get(5))));
  }

  private static Optional<String> name(String line) {
    return line.isEmpty() || line.length() > LONGEST_NAME ? Optional.empty() : Optional.of(line);
  }

  private static String decimals(String amount) {
    int point = amount.indexOf('.');
    if (point < 0) {
      return amount + ".00";
    }
    return amount.length() - point == 2 ? amount + "0" : amount;
  }

  @Override
  public String toString() {
    return "PaymentPayload[]";
  }
}
