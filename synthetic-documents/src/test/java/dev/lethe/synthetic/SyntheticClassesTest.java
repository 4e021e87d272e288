package dev.lethe.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticClassesTest {

  @TempDir Path folder;

  private static Stream<SyntheticDocument> all(long seed) {
    Stream<SyntheticDocument> european =
        Stream.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH)
            .flatMap(
                l -> Stream.of(SyntheticBankStatement.of(seed, l), SyntheticPayslip.of(seed, l)));
    Stream<SyntheticDocument> contracts =
        Stream.of(Locale.ENGLISH, Locale.GERMAN).map(l -> SyntheticContract.of(seed, l));
    Stream<SyntheticDocument> forms =
        Arrays.stream(SyntheticForm.Kind.values()).map(k -> SyntheticForm.of(seed, k));
    return Stream.concat(Stream.concat(european, contracts), forms);
  }

  @Test
  void givenAnySeed_whenMade_thenNamesOfTheAnswersStandOnThePage() throws IOException {
    for (long seed = 1; seed <= 8; seed++) {
      for (SyntheticDocument document : all(seed).toList()) {
        String text = SyntheticInvoiceTest.textOf(document.pdf());
        for (String field : document.answers().keySet()) {
          if (field.endsWith("_name")) {
            assertThat(text).contains(document.answer(field));
          }
        }
      }
    }
  }

  @Test
  void givenTheSameSeed_whenMadeTwice_thenTheBytesAreTheSame() {
    assertThat(SyntheticForm.of(4, SyntheticForm.Kind.TAX_FORM).pdf())
        .isEqualTo(SyntheticForm.of(4, SyntheticForm.Kind.TAX_FORM).pdf());
    assertThat(SyntheticDrivingLicence.of(4, SyntheticDrivingLicence.Side.BOTH).pdf())
        .isEqualTo(SyntheticDrivingLicence.of(4, SyntheticDrivingLicence.Side.BOTH).pdf());
  }

  @Test
  void givenPictures_whenWritten_thenEveryFormatOfZoneIsThere() throws IOException {
    assertThat(SampleWriter.writePictures(folder, 1)).isEqualTo(MrzFormat.values().length);
    List<String> manifest = Files.readAllLines(folder.resolve("manifest.jsonl"));
    assertThat(manifest).anyMatch(line -> line.contains("\"mrz_type\": \"MRV-B\""));
  }

  @Test
  void givenATiltedPicture_whenMade_thenItIsAJpegOfTheWantedWidth() {
    SyntheticDocument passport = SyntheticIdentityDocument.of(1, Locale.ENGLISH, MrzFormat.TD3);
    byte[] picture = CameraEffects.careful().withWidth(640).withTilt(0.1).jpeg(passport, 5);
    assertThat(Images.read(picture).getWidth()).isEqualTo(640);
  }

  @Test
  void givenImpossibleEffects_whenAsked_thenTheyAreRefused() {
    CameraEffects careful = CameraEffects.careful();
    assertThatThrownBy(() -> careful.withTilt(0.5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> careful.withShare(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> careful.withWidth(5)).isInstanceOf(IllegalArgumentException.class);
  }
}
