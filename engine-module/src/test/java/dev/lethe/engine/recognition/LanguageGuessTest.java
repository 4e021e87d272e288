package dev.lethe.engine.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.page.Word;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageGuessTest {

  private static List<Word> words(String text) {
    return Arrays.stream(text.split(" ", -1)).map(t -> new Word(t, 0, 0, 1, 1, 1)).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | The goods remain our property until they have been paid for, and you may not sell them.",
        "de | Die Ware bleibt unser Eigentum, bis sie bezahlt ist und wir das Geld auf dem Konto sehen.",
        "fr | Nous vous prions de régler cette facture dans les trente jours par virement sur notre compte.",
        "es | Rogamos que realicen el pago de esta factura en los treinta días siguientes a la fecha.",
        "it | Si prega di effettuare il pagamento della fattura entro trenta giorni dalla data.",
        "nl | Wij verzoeken u het bedrag van deze factuur binnen dertig dagen over te maken op onze rekening.",
        "pt | Pedimos que faça o pagamento desta fatura até o dia trinta, com o número na transferência."
      })
  void givenASentence_whenGuessed_thenItsLanguageIsFound(String language, String text) {
    assertThat(LanguageGuess.of(words(text))).contains(language);
  }

  /** A model of another language reads accents as plain letters or signs. */
  @Test
  void givenWordsWithoutTheirAccents_whenGuessed_thenTheOthersDecide() {
    String text = "Rogamos que realicen el page de esta factura en los treinta dias siguientes";
    assertThat(LanguageGuess.of(words(text))).contains("es");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12.00 4711 %", "Kowalski Warszawa 14/03", "de la total"})
  void givenTooLittleToSay_whenGuessed_thenNothingIsSaid(String text) {
    assertThat(LanguageGuess.of(words(text))).isEmpty();
  }

  @Test
  void givenTwoLanguagesOfOneWeight_whenGuessed_thenNothingIsSaid() {
    String text = "the of and with which under der die und nicht wird sind";
    assertThat(LanguageGuess.of(words(text))).isEmpty();
  }
}
