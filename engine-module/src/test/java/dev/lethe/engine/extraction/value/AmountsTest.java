package dev.lethe.engine.extraction.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "571.04 | 571.04",
        "571,04 | 571.04",
        "1.234,56 | 1234.56",
        "1,234.56 | 1234.56",
        "1 234,56 € | 1234.56",
        "1'234.50 CHF | 1234.50",
        "12.345.678,90 | 12345678.90",
        "€160.00 | 160.00",
        "RM9.00 | 9.00",
        "$ 56,651.49 | 56651.49",
        "-8,79 | -8.79",
        "8,79- | -8.79",
        "(8.79) | -8.79",
        "- 5,00 | -5.00",
        "0,0205 | 0.0205",
        "1.000 | 1000.00",
        "1,5 | 1.50",
        "0 | 0.00",
        "40 € | 40.00",
        "12,- | 12.00"
      })
  void givenAnAmountInSomeCountrysWay_whenRead_thenItIsNormalised(String text, String wanted) {
    assertThat(Amounts.in(text)).extracting(Found::value).containsExactly(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"19 %", "10,00%", "31.10.2018", "12:30", "A4711", "17/2", "1.2.3.4", "DE123456789"})
  void givenNoAmount_whenRead_thenNothingIsFound(String text) {
    assertThat(Amounts.in(text)).isEmpty();
  }

  @Test
  void givenNumbersOfTwoColumns_whenRead_thenTheyAreNotJoined() {
    assertThat(Amounts.in("19  101,66"))
        .extracting(Found::value)
        .containsExactly("19.00", "101.66");
  }

  @Test
  void givenACurrencyThatEndsTheLabel_whenRead_thenTheAmountBeginsAfterIt() {
    Found found = Amounts.in("Steuerbetrag in EUR 7,00").get(0);
    assertThat(found.start()).isEqualTo("Steuerbetrag in EUR ".length());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1O.00 | 10.00", "l2.5O | 12.50", "73. 00 | 73.00", "41.95% | 41.95"})
  void givenMisreadDigits_whenReadAgain_thenTheyAreRepaired(String text, String wanted) {
    assertThat(Amounts.misreadIn(text)).extracting(Found::value).containsExactly(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"Oo.ll", "SO.OO", "7.00%"})
  void givenWordsThatLookLikeNumbers_whenReadAgain_thenNothingIsFound(String text) {
    assertThat(Amounts.misreadIn(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "en-GB"})
  void givenAnyAmount_whenWrittenInALocale_thenItIsReadBack(String locale) {
    DecimalFormat format =
        new DecimalFormat(
            "#,##0.00", DecimalFormatSymbols.getInstance(Locale.forLanguageTag(locale)));
    IntStream edges = IntStream.of(0, 1, 99, 100, 99_999, 100_000, 99_999_999, 999_999_999);
    IntStream any = new Random(4711).ints(1000, 0, 1_000_000_000);
    IntStream.concat(edges, any)
        .mapToObj(cents -> BigDecimal.valueOf(cents, 2))
        .forEach(
            amount ->
                assertThat(Amounts.in(format.format(amount)))
                    .extracting(Found::value)
                    .containsExactly(amount.toPlainString()));
  }
}
