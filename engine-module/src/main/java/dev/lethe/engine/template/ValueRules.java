package dev.lethe.engine.template;

import dev.lethe.engine.extraction.value.Amounts;
import dev.lethe.engine.extraction.value.Confusions;
import dev.lethe.engine.extraction.value.Dates;
import dev.lethe.engine.extraction.value.Found;
import dev.lethe.engine.template.FormTemplate.Kind;
import dev.lethe.worker.Validation;
import dev.lethe.worker.Validation.Outcome;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings what stands in a form's zone into the form of its kind, and checks it. */
final class ValueRules {

  /** Prefixes that the IRS has not assigned to any campus or to the internet. */
  private static final Set<String> UNASSIGNED_EIN =
      Set.of(
          "00", "07", "08", "09", "17", "18", "19", "28", "29", "49", "69", "70", "78", "79", "89",
          "96", "97");

  private static final Pattern MASKED_SSN = Pattern.compile("[X*x]{3}.?[X*x]{2}.?(\\d{4})");
  private static final Pattern YEAR = Pattern.compile("(?<!\\d)((?:1 ?9|2 ?0) ?\\d ?\\d)(?!\\d)");
  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,2})\\D+(\\d{1,2})\\D+(\\d{2,4})");
  private static final Pattern ICD_10 = Pattern.compile("[A-Z]\\d[0-9A-Z][0-9A-Z]{0,4}");
  private static final Pattern EMAIL = Pattern.compile("[\\w.%+-]+@[\\w.-]+\\.[A-Za-z]{2,}");

  /** Years of two digits below are of this century: forms tell of births, not of 2060. */
  private static final int CENTURY = 50;

  private ValueRules() {}

  /**
   * A value in its normal form.
   *
   * @param certain whether its form alone shows that hardly a character can be wrong
   */
  record Normal(String value, List<Validation> checks, boolean certain) {
    static Normal plain(String value) {
      return new Normal(value, List.of(), false);
    }

    static Normal checked(String value, String check, boolean passed, String reason) {
      Validation validation =
          new Validation(check, passed ? Outcome.PASSED : Outcome.FAILED, passed ? "" : reason);
      return new Normal(value, List.of(validation), passed);
    }
  }

  /** Nothing when the text cannot be a value of the kind at all. */
  static Optional<Normal> normal(Kind kind, String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return switch (kind) {
      case AMOUNT -> amount(line);
      case SSN, TIN -> ssn(line);
      case EIN -> ein(line);
      case NPI -> npi(line);
      case YEAR -> year(line);
      case DATE -> date(line).map(d -> Normal.checked(d.toString(), "date-format", true, ""));
      case EMAIL -> email(line);
      case PHONE -> phone(line);
      case IDENTIFIER -> identifier(line);
      case NUMBER -> number(line);
      case ADDRESS -> words(text.replaceAll("\\s*\\n\\s*", ", ").replaceAll("[ \\t]+", " "));
      default -> words(line);
    };
  }

  private static Optional<Normal> words(String text) {
    String clean =
        text.replaceAll("(?<![\\p{L}\\p{N}])\\|(?=\\p{Lu})", "I")
            .replaceAll("^[\\s:;,.|_‘’'-]+|[\\s:;,|_]+$", "");
    return clean.chars().filter(Character::isLetterOrDigit).count() < 2
        ? Optional.empty()
        : Optional.of(Normal.plain(clean));
  }

  private static Optional<Normal> identifier(String text) {
    // signs of money have no place in one
    String letters = text.replace('¥', 'Y').replace('$', 'S');
    String clean = letters.replaceAll("\\s", "").replaceAll("^[|_.,:;]+|[|_.,:;]+$", "");
    return clean.isEmpty() ? Optional.empty() : Optional.of(Normal.plain(clean));
  }

  private static Optional<Normal> number(String text) {
    String digits = digits(text);
    return digits.isEmpty() || digits.length() > 6
        ? Optional.empty()
        : Optional.of(Normal.plain(String.valueOf(Integer.parseInt(digits))));
  }

  private static String digits(String text) {
    return Confusions.toDigits(text).replaceAll("\\D", "");
  }

  /** 20 CFR 422.103 and the Social Security Administration's rules for numbers never assigned. */
  private static Optional<Normal> ssn(String text) {
    Matcher masked = MASKED_SSN.matcher(text.replace(" ", ""));
    if (masked.find()) {
      return Optional.of(
          Normal.checked("XXX-XX-" + masked.group(1), "ssn-format", false, "masked-on-the-form"));
    }
    String digits = digits(text);
    if (digits.length() != 9) {
      return Optional.empty();
    }
    String value = digits.replaceFirst("(\\d{3})(\\d{2})(\\d{4})", "$1-$2-$3");
    boolean assigned =
        !digits.startsWith("000")
            && !digits.startsWith("666")
            && !digits.startsWith("00", 3)
            && !digits.startsWith("0000", 5);
    return Optional.of(Normal.checked(value, "ssn-format", assigned, "never-assigned"));
  }

  private static Optional<Normal> ein(String text) {
    String digits = digits(text);
    if (digits.length() != 9) {
      return Optional.empty();
    }
    boolean assigned = !UNASSIGNED_EIN.contains(digits.substring(0, 2));
    String value = digits.substring(0, 2) + "-" + digits.substring(2);
    return Optional.of(Normal.checked(value, "ein-prefix", assigned, "prefix-not-assigned"));
  }

  /** Luhn over the number with the prefix 80840 of health applications (45 CFR 162.406). */
  private static Optional<Normal> npi(String text) {
    String digits = digits(text);
    if (digits.length() != 10) {
      return Optional.empty();
    }
    boolean right = luhn("80840" + digits) && (digits.startsWith("1") || digits.startsWith("2"));
    return Optional.of(Normal.checked(digits, "npi-check-digit", right, "check-digit-wrong"));
  }

  private static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 1 ? 2 * digit : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }

  private static Optional<Normal> year(String text) {
    Matcher matcher = YEAR.matcher(text);
    return matcher.find()
        ? Optional.of(Normal.checked(matcher.group(1).replace(" ", ""), "year-format", true, ""))
        : Optional.empty();
  }

  /** Dollars and cents, with or without a point between them. */
  private static Optional<Normal> amount(String text) {
    String clean =
        text.replaceAll("[$€£|_]", " ").replaceAll("(?<=[\\d.,])\\s+(?=[.,]?\\d)", " ").strip();
    Matcher split = Pattern.compile("^(-?[\\d,. ]*\\d) (\\d{2})$").matcher(clean);
    String joined =
        split.matches() ? split.group(1).replace(" ", "") + "." + split.group(2) : clean;
    String number = joined.replaceAll("\\s*([.,])\\s*", "$1").replace(" ", "");
    boolean negative = number.startsWith("-") || number.matches("\\(.*\\)");
    String digits = Confusions.toDigits(number.replaceAll("[()+-]", ""));
    if (!digits.matches("[\\d.,]+") || digits.matches("[.,]*")) {
      return Optional.empty();
    }
    boolean cents = digits.matches(".*[.,]\\d{2}");
    return Amounts.parse(cents ? american(digits) : digits.replaceAll("[.,]", ""))
        .map(a -> negative ? a.negate() : a)
        .map(a -> Normal.checked(Amounts.normalise(a), "amount-format", cents, "no-cents"));
  }

  /** The last separator is the decimal point; what stands before it only groups. */
  private static String american(String digits) {
    int last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
    return digits.substring(0, last).replaceAll("[.,]", "") + "." + digits.substring(last + 1);
  }

  /** American order; three numbers with anything between them, or a date written out. */
  static Optional<LocalDate> date(String text) {
    String clean = text.replaceAll("[|_]", " ");
    String digits = clean.replaceAll("\\D", "");
    if (digits.length() == 8 || digits.length() == 6) {
      Optional<LocalDate> compact =
          date(digits.substring(0, 2), digits.substring(2, 4), digits.substring(4));
      if (compact.isPresent()) {
        return compact;
      }
    }
    Matcher numbers = NUMBERS.matcher(clean);
    if (numbers.find()) {
      return date(numbers.group(1), numbers.group(2), numbers.group(3));
    }
    List<Found> found = Dates.in(clean, Dates.Order.MONTH_FIRST);
    return found.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(found.get(0).value()));
  }

  private static Optional<LocalDate> date(String month, String day, String year) {
    int y = Integer.parseInt(year);
    if (year.length() == 3) {
      return Optional.empty();
    }
    int full = year.length() == 4 ? y : y < CENTURY ? 2000 + y : 1900 + y;
    try {
      LocalDate date = LocalDate.of(full, Integer.parseInt(month), Integer.parseInt(day));
      return full < 1880 || full > 2100 ? Optional.empty() : Optional.of(date);
    } catch (DateTimeException impossible) {
      return Optional.empty();
    }
  }

  /** Two dates of a row of services: one day, or the first and the last of an interval. */
  static Optional<String> interval(String text) {
    String digits = text.replaceAll("\\D", "");
    if (digits.length() == 12 || digits.length() == 16) {
      int half = digits.length() / 2;
      Optional<LocalDate> from = date(digits.substring(0, half));
      Optional<LocalDate> to = date(digits.substring(half));
      if (from.isPresent() && to.isPresent() && !to.get().isBefore(from.get())) {
        return Optional.of(
            from.get().equals(to.get()) ? from.get().toString() : from.get() + "/" + to.get());
      }
    }
    return digits.length() == 6 || digits.length() == 8
        ? date(digits).map(LocalDate::toString)
        : Optional.empty();
  }

  /** An ICD-10-CM code, printed without or with its point. */
  static Optional<String> diagnosis(String text) {
    String code =
        repaired(
            text.toUpperCase(Locale.ROOT)
                .replaceAll("[|!\\[\\]]", "I")
                .replaceAll("[^A-Z0-9]", ""));
    boolean numbered = text.chars().filter(Character::isDigit).count() >= 2;
    return numbered && ICD_10.matcher(code).matches()
        ? Optional.of(code.length() > 3 ? code.substring(0, 3) + "." + code.substring(3) : code)
        : Optional.empty();
  }

  /** The first place is always a letter, the second a digit. */
  private static String repaired(String code) {
    if (code.length() < 3) {
      return code;
    }
    int likely = "0158".indexOf(code.charAt(0));
    char first = likely < 0 ? code.charAt(0) : "OISB".charAt(likely);
    String body = Confusions.toDigits(code.substring(1, 2)) + code.substring(2);
    return (first == 'T' && !isInjury(body) ? 'I' : first) + body;
  }

  /**
   * Whether a code of chapter 19 may go on like this: but for burns by extent (T30 to T32) it has
   * seven characters (ICD-10-CM guidelines, I.C.19), which those of the heart, with the letter that
   * looks like it, never have.
   */
  private static boolean isInjury(String body) {
    return body.length() == 6 || body.matches("3[0-2].*");
  }

  private static Optional<Normal> email(String text) {
    Matcher matcher = EMAIL.matcher(text.replace(" ", ""));
    return matcher.find()
        ? Optional.of(
            Normal.checked(matcher.group().toLowerCase(Locale.ROOT), "email-format", true, ""))
        : Optional.empty();
  }

  /** North American numbers become E.164. */
  private static Optional<Normal> phone(String text) {
    String digits = digits(text);
    String national =
        digits.length() == 11 && digits.startsWith("1") ? digits.substring(1) : digits;
    if (national.length() != 10) {
      return Optional.empty();
    }
    boolean possible = national.matches("[2-9]\\d{2}[2-9]\\d{6}");
    return Optional.of(
        Normal.checked("+1" + national, "phone-number", possible, "not-a-possible-number"));
  }
}
