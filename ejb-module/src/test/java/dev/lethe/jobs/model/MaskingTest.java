package dev.lethe.jobs.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.policy.model.PolicyBundle.FieldRule;
import dev.lethe.policy.model.PolicyBundle.Mask;
import dev.lethe.policy.model.Sensitivity;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.PersonalText;
import dev.lethe.worker.RevealPermit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {

  @ParameterizedTest(name = "{0} {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "NONE|Acme Ltd.|Acme Ltd.",
        "FULL|12 High Street|••••••",
        "FULL|M|••••••",
        "LAST4|DE89 3704 0044 0532 0130 00|•••• •••• •••• •••• ••30 00",
        "LAST4|DE89370400440532013000|••••••••••••••••••3000",
        "LAST4|1234|••34",
        "LAST4|123|••3",
        "LAST4|7|•",
        "LAST4|ab-cd-ef|••-•d-ef",
        "INITIALS|Ada Mae King|A•• M•• K•••",
        "INITIALS|King-Noel, Ada|K•••-N•••, A••",
        "INITIALS|O'Brien|O'•••••",
        "INITIALS|4711 Ada|•••• A••",
        "YEAR|2026-03-12|2026-••-••",
        "YEAR|12.03.2026|••.••.2026",
        "YEAR|12 March 1985|•• ••••• 1985",
        "YEAR|900312|••••••",
        "YEAR|20260312|••••••••",
      })
  void givenValue_whenMasked_thenOnlyWhatTheMaskAllowsIsLeft(
      Mask mask, String open, String masked) {
    assertThat(reveal(Masking.mask(mask, PersonalText.of(open)))).isEqualTo(masked);
  }

  @Test
  void givenLettersBeyondTheFirstPlane_whenMasked_thenTheyAreCovered() {
    assertThat(reveal(Masking.mask(Mask.INITIALS, PersonalText.of("A𝒳𝒴 e\u0301a"))))
        .isEqualTo("A•• e••");
  }

  @Test
  void givenMaskedField_whenViewed_thenPrintedAndNormalisedAreBothMasked() {
    FieldView view =
        Masking.view(
            found("1 Jan. 1990", "1990-01-01"),
            new FieldRule(FieldType.DATE, Sensitivity.PERSONAL, Mask.YEAR));
    assertThat(view.masked()).isTrue();
    assertThat(view.value().map(MaskingTest::reveal)).contains("• •••. 1990");
    assertThat(view.normalized().map(MaskingTest::reveal)).contains("1990-••-••");
  }

  @Test
  void givenOpenField_whenViewed_thenItIsNotMasked() {
    FieldView view =
        Masking.view(
            found("1 Jan. 1990", "1990-01-01"),
            new FieldRule(FieldType.DATE, Sensitivity.INTERNAL, Mask.NONE));
    assertThat(view.masked()).isFalse();
    assertThat(view.normalized().map(MaskingTest::reveal)).contains("1990-01-01");
  }

  @Test
  void givenAbsentField_whenViewed_thenItSaysWhyAndIsNotMasked() {
    FieldView view =
        Masking.view(
            ExtractedField.absent(new FieldRequest("iban", FieldType.IBAN), "not-found"),
            new FieldRule(FieldType.IBAN, Sensitivity.SENSITIVE, Mask.LAST4));
    assertThat(view.masked()).isFalse();
    assertThat(view.value()).isEmpty();
    assertThat(view.absence()).contains("not-found");
  }

  private static ExtractedField found(String raw, String normalized) {
    return new ExtractedField(
        "date_of_birth",
        FieldType.DATE,
        Optional.of(PersonalText.of(raw)),
        Optional.of(PersonalText.of(normalized)),
        0.9,
        1,
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  private static String reveal(PersonalText text) {
    return text.reveal(RevealPermit.forMasking());
  }
}
