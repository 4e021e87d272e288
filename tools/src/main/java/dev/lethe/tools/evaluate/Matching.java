package dev.lethe.tools.evaluate;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** When a found value counts as right. */
enum Matching {
  /** The same ISO 8601 date or time. */
  DATE {
    @Override
    String normalize(String value) {
      return value.strip();
    }
  },
  /** The same number, whatever zeros follow it. */
  AMOUNT {
    @Override
    String normalize(String value) {
      try {
        return new BigDecimal(value.strip()).stripTrailingZeros().toPlainString();
      } catch (NumberFormatException e) {
        return value.strip();
      }
    }
  },
  /** The same characters when white space is left out. */
  IDENTIFIER {
    @Override
    String normalize(String value) {
      return value.replaceAll("\\s+", "");
    }
  },
  /** The same letters and digits, whatever case, punctuation and white space. */
  NAME {
    @Override
    String normalize(String value) {
      return Normalizer.normalize(value, Normalizer.Form.NFC)
          .toUpperCase(Locale.ROOT)
          .toLowerCase(Locale.ROOT)
          .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "");
    }
  },
  /** At most {@link #MAX_ERROR_RATE} of the characters are wrong. */
  TEXT {
    @Override
    String normalize(String value) {
      return CharacterErrors.normalize(value);
    }

    @Override
    boolean matches(String expected, String found) {
      return CharacterErrors.between(expected, found).rate() <= MAX_ERROR_RATE;
    }
  };

  /** Above this share of wrong characters a text counts as not read. */
  static final double MAX_ERROR_RATE = 0.05;

  private static final Set<String> AMOUNTS =
      Set.of(
          "subtotal",
          "tax_total",
          "invoice_total",
          "amount_due",
          "receipt_total",
          "wages",
          "federal_tax_withheld",
          "total_charge",
          "amount_paid",
          "loan_amount",
          "monthly_income",
          "opening_balance",
          "closing_balance",
          "gross_pay",
          "net_pay");

  private static final Set<String> DATES =
      Set.of(
          "date_of_birth",
          "date_of_expiry",
          "date_of_issue",
          "receipt_time",
          "period_start",
          "period_end",
          "statement_period_start",
          "statement_period_end",
          "patient_date_of_birth",
          "borrower_date_of_birth");

  private static final Set<String> NAMES =
      Set.of("surname", "given_names", "account_holder", "address", "parties", "signer_names");

  abstract String normalize(String value);

  boolean matches(String expected, String found) {
    return normalize(expected).equals(normalize(found));
  }

  /** Whether the found value is one of those that are right. */
  boolean matchesAny(List<String> expected, String found) {
    return expected.stream().anyMatch(one -> matches(one, found));
  }

  static Matching of(String field) {
    if (field.equals("full_text")) {
      return TEXT;
    }
    if (AMOUNTS.contains(field)) {
      return AMOUNT;
    }
    if (DATES.contains(field) || field.endsWith("_date")) {
      return DATE;
    }
    boolean name = field.endsWith("_name") || field.endsWith("_address") || NAMES.contains(field);
    return name ? NAME : IDENTIFIER;
  }
}
