package dev.lethe.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.template.SignatureBlock.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureWordsTest {

  @ParameterizedTest
  @CsvSource({
    "Buyer (sigrature), SIGNATURE",
    "Tenant (sig-rature), SIGNATURE",
    "S1gnature of Seller, SIGNATURE",
    "Unterschrlft des Mieters, SIGNATURE",
    "Printed nane, NAME",
    "Frinted name, NAME",
    "Signature, SIGNATURE",
    "Date, DATE"
  })
  void givenALabelWithALetterMisread_whenItsKindIsAsked_thenItIsKnown(String label, Kind kind) {
    assertThat(SignatureWords.kind(label)).contains(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"miniature of the house", "a full game", "designed for", "temperature", "pointed"})
  void givenAnotherWordOfSuchLetters_whenItsKindIsAsked_thenThereIsNone(String label) {
    assertThat(SignatureWords.kind(label)).isEqualTo(Optional.empty());
  }

  @Test
  void givenAMisreadLabelWithAName_whenAsked_thenTheLabelIsNoPartOfTheName() {
    assertThat(SignatureWords.name("Sigrature of Ada Larkspur")).contains("Ada Larkspur");
  }
}
