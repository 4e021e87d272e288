package dev.lethe.engine.extraction.mrz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

  private static final Set<String> PRINTED = Names.vocabulary(List.of("Eriksson", "Anna", "Maria"));

  @ParameterizedTest
  @CsvSource({
    "ERIKSSON<<ANNAKMARIAK<<<<,ERIKSSON<<ANNA<MARIA<<<<<",
    "ERIKSSON<<ANNA<XMARIA<<<<,ERIKSSON<<ANNA<MARIA<<<<<",
    "ERIKSSONK<ANNA<MARIA<<<<<,ERIKSSON<<ANNA<MARIA<<<<<",
    "ERIKSSON<<ANNA<MARIA<<<<<,ERIKSSON<<ANNA<MARIA<<<<<"
  })
  void givenMisreadFillers_whenTheNamesArePrinted_thenTheyAreFillersAgain(
      String read, String wanted) {
    assertThat(Names.repaired(read, PRINTED)).isEqualTo(wanted);
  }

  @Test
  void givenANameThatEndsInK_whenItIsPrinted_thenItStays() {
    Set<String> printed = Names.vocabulary(List.of("Novak", "Jan"));
    assertThat(Names.repaired("NOVAK<<JAN<<<<<<", printed)).isEqualTo("NOVAK<<JAN<<<<<<");
  }

  @Test
  void givenAFillerReadAsALetterBetweenTwo_whenRepaired_thenItPartsTheSurname() {
    assertThat(Names.repaired("GRANDPRE<K<HONORE<<<", Set.of())).isEqualTo("GRANDPRE<<HONORE<<<<");
    assertThat(Names.repaired("SAMPLE<<JOHN<K<EDWIN", Set.of())).isEqualTo("SAMPLE<<JOHN<K<EDWIN");
  }

  @Test
  void givenAccents_whenTheVocabularyIsMade_thenBothTransliterationsAreKnown() {
    assertThat(Names.vocabulary(List.of("Müller", "Ævarsdóttir")))
        .contains("MUELLER", "MULLER", "AEVARSDOTTIR");
  }

  @ParameterizedTest
  @CsvSource({
    "VADIS<<QUO<<KKK<KKKK<<KK,VADIS<<QUO",
    "VADIS<<QUO<KKKKKKKKKKKKK,VADIS<<QUO",
    "VADIS<<QUO<<<<<<<<<<<<<<,VADIS<<QUO"
  })
  void givenLettersAfterTheNames_whenCleaned_thenTheyAreGone(String read, String wanted) {
    assertThat(Names.withoutMisreadFillers(read).replaceAll("<+$", "")).isEqualTo(wanted);
  }
}
