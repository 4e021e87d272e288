package dev.lethe.engine.extraction.value;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Currencies by code, sign or name. */
public final class Currencies {

  private static final Map<String, String> SIGNS = signs();
  private static final Pattern ANY =
      Pattern.compile(
          "€|\\$|£|¥|₹|zł|(?<![\\p{L}])(?:EUROS?|Euros?|EUR|USD|GBP|CHF|MYR|RM(?=\\s?\\d|\\)|\\b)|SGD|AUD|CAD|NZD|SEK|NOK|"
              + "DKK|PLN|CZK|HUF|RON|BGN|JPY|CNY|INR|BRL|ZAR|TRY|AED|HKD|THB|IDR)(?![\\p{L}])");

  private Currencies() {}

  /** The first currency that the text names, as ISO 4217. */
  public static Optional<Found> firstIn(String text) {
    Matcher matcher = ANY.matcher(text);
    return matcher.find()
        ? Optional.of(new Found(matcher.start(), matcher.end(), code(matcher.group()), 1))
        : Optional.empty();
  }

  private static String code(String written) {
    return SIGNS.getOrDefault(written, written);
  }

  private static Map<String, String> signs() {
    Map<String, String> signs = new LinkedHashMap<>();
    signs.put("€", "EUR");
    signs.put("EURO", "EUR");
    signs.put("EUROS", "EUR");
    signs.put("Euro", "EUR");
    signs.put("Euros", "EUR");
    signs.put("$", "USD");
    signs.put("£", "GBP");
    signs.put("¥", "JPY");
    signs.put("₹", "INR");
    signs.put("zł", "PLN");
    signs.put("RM", "MYR");
    return Map.copyOf(signs);
  }
}
