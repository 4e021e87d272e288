package dev.lethe.engine.extraction.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.extraction.value.Dates.Order;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2018-10-31 | 2018-10-31",
        "2018/10/31 | 2018-10-31",
        "31.10.2018 | 2018-10-31",
        "31. 10. 2018 | 2018-10-31",
        "1.2.18 | 2018-02-01",
        "31/12/2018 | 2018-12-31",
        "17-02-18 | 2018-02-17",
        "31. Oktober 2018 | 2018-10-31",
        "3. März 2026 | 2026-03-03",
        "1er janvier 2019 | 2019-01-01",
        "12 août 2020 | 2020-08-12",
        "5 de mayo de 2021 | 2021-05-05",
        "7 gennaio 2022 | 2022-01-07",
        "9 maart 2023 | 2023-03-09",
        "10 de dezembro de 2023 | 2023-12-10",
        "February 17, 2026 | 2026-02-17",
        "25-Dec-18 | 2018-12-25",
        "14 Mar 2018 | 2018-03-14",
        "25 DEC '18 | 2018-12-25"
      })
  void givenADateInSomeCountrysWay_whenRead_thenItIsIso(String text, String wanted) {
    assertThat(Dates.in(text, Order.DAY_FIRST)).extracting(Found::value).containsExactly(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "32.10.2018",
        "31.02.2018",
        "2018-13-01",
        "10:30:45",
        "1.2.3.4",
        "31 Foo 2018",
        "12/34"
      })
  void givenNoDate_whenRead_thenNothingIsFound(String text) {
    assertThat(Dates.in(text, Order.DAY_FIRST)).isEmpty();
  }

  @Test
  void givenTwoReadings_whenTheMonthComesFirst_thenItIsReadSo() {
    assertThat(Dates.in("03/04/2020", Order.MONTH_FIRST))
        .extracting(Found::value)
        .containsExactly("2020-03-04");
  }

  @Test
  void givenTwoReadings_whenPointsPartTheNumbers_thenTheDayComesFirstAlways() {
    assertThat(Dates.in("03.04.2020", Order.MONTH_FIRST))
        .extracting(Found::value)
        .containsExactly("2020-04-03");
  }

  @Test
  void givenOnlyOnePossibleReading_whenTheOrderSaysOtherwise_thenThePossibleOneIsTaken() {
    assertThat(Dates.in("02/17/26", Order.DAY_FIRST))
        .extracting(Found::value)
        .containsExactly("2026-02-17");
  }

  @Test
  void givenADateThatCanOnlyBeOneWay_whenAskedForTheOrder_thenItIsProven() {
    assertThat(Dates.provenOrder(List.of("03/04/2020", "02/17/2020"))).contains(Order.MONTH_FIRST);
    assertThat(Dates.provenOrder(List.of("03/04/2020"))).isEmpty();
  }

  @Test
  void givenDigitsInARow_whenRead_thenTheQualityIsLow() {
    assertThat(Dates.in("20181230", Order.DAY_FIRST))
        .singleElement()
        .satisfies(f -> assertThat(f.quality()).isLessThan(0.5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de", "fr", "es", "it", "nl", "pt"})
  void givenAnyDay_whenWrittenWithItsMonthsName_thenItIsReadBack(String language) {
    DateTimeFormatter written =
        DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.forLanguageTag(language));
    new Random(4711)
        .ints(200, 0, 40_000)
        .mapToObj(day -> LocalDate.of(1950, 1, 1).plusDays(day))
        .forEach(
            date ->
                assertThat(Dates.in(date.format(written), Order.DAY_FIRST))
                    .extracting(Found::value)
                    .containsExactly(date.toString()));
  }
}
