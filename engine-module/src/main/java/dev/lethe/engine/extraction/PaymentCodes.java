package dev.lethe.engine.extraction;

import dev.lethe.engine.barcode.Barcode;
import dev.lethe.engine.barcode.Barcode.Symbology;
import dev.lethe.engine.barcode.PaymentPayload;
import dev.lethe.engine.extraction.value.BankAccounts;
import dev.lethe.engine.layout.PageLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Adds to what a reader found what the payment code of a bill says. The page is searched for one
 * only when it speaks of a code or when the print left the account or the amount open: a search
 * costs more than reading a digital page.
 */
final class PaymentCodes implements ClassReader {

  private static final Set<String> FIELDS = Set.of("iban", "bic", "amount_due", "currency");

  private static final Pattern HINT =
      Pattern.compile(
          "(?i)giro.?code|qr.?(?:code|bill|rechnung|facture|iban|zahl)|zahlen mit code|scan(?:ne?n?)?.{0,20}"
              + "(?:pay|zahl|pa[iy])|zahlteil|empfangsschein|section paiement|sezione pagamento"
              + "|payment part|epc.?069");

  private static final double BY_SYMBOL = 0.98;

  private final ClassReader printed;

  PaymentCodes(ClassReader printed) {
    this.printed = printed;
  }

  @Override
  public Set<String> rechecked(Set<String> wanted) {
    return printed.rechecked(wanted);
  }

  @Override
  public Map<String, Finding> read(DocumentLayout document, Set<String> wanted, Rereader rereader) {
    Map<String, Finding> found = new LinkedHashMap<>(printed.read(document, wanted, rereader));
    if (wanted.stream().noneMatch(FIELDS::contains) || !isWorthSearching(document, wanted, found)) {
      return found;
    }
    for (PageLayout page : document.pages()) {
      for (Barcode barcode : rereader.barcodes(page.number(), Set.of(Symbology.QR))) {
        Optional<PaymentPayload> payment = PaymentPayload.parse(barcode.text());
        if (payment.isPresent()) {
          put(payment.get(), barcode, page, wanted, found);
          return found;
        }
      }
    }
    return found;
  }

  private static boolean isWorthSearching(
      DocumentLayout document, Set<String> wanted, Map<String, Finding> found) {
    boolean hinted = document.rows().anyMatch(r -> HINT.matcher(r.text()).find());
    boolean unsure = wanted.contains("iban") && isUnsure(found.get("iban"));
    return hinted || (unsure && !document.digital() && document.pages().size() <= 2);
  }

  private static boolean isUnsure(@org.jspecify.annotations.Nullable Finding iban) {
    return iban == null || !BankAccounts.isIban(iban.value());
  }

  private static void put(
      PaymentPayload payment,
      Barcode barcode,
      PageLayout page,
      Set<String> wanted,
      Map<String, Finding> found) {
    if (!BankAccounts.isIban(payment.iban())) {
      return;
    }
    Map<String, Optional<String>> values =
        Map.of(
            "iban", Optional.of(payment.iban()),
            "bic", payment.bic(),
            "amount_due", payment.amount(),
            "currency", payment.currency());
    for (String field : FIELDS) {
      Optional<String> value = values.getOrDefault(field, Optional.empty());
      if (wanted.contains(field) && value.isPresent()) {
        found.merge(
            field,
            Finding.of(Symbols.candidate(value.get(), barcode, page), BY_SYMBOL),
            PaymentCodes::together);
      }
    }
  }

  /** Print and code that agree confirm each other, at the print's place; else the code decides. */
  private static Finding together(Finding print, Finding code) {
    boolean same = print.value().equals(code.value());
    Finding chosen = same ? print.scored(Math.max(print.score(), BY_SYMBOL)) : code;
    return chosen.with(Checks.of("barcode-agrees", same, "print-differs"));
  }
}
