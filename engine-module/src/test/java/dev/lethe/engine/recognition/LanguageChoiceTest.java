package dev.lethe.engine.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.engine.page.RefusedException;
import dev.lethe.engine.worker.DocumentReader;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticText;
import dev.lethe.worker.Limits;
import dev.lethe.worker.ReadingScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Which model reads a page. The build has the English model alone; under the names of others it
 * shows which one was chosen.
 */
@Timeout(60)
class LanguageChoiceTest {

  private static final SyntheticDocument GERMAN = SyntheticText.of(5, Locale.GERMAN);
  private static NativeFolder natives = NativeFolder.at(Path.of("target/language-natives"));

  @BeforeAll
  static void putModels() throws IOException {
    Path folder = Path.of("target/language-natives").toAbsolutePath();
    natives = NativeFolder.unpack(folder);
    Path english = folder.resolve("tessdata/eng.traineddata");
    for (String other : List.of("deu", "ces")) {
      Files.copy(
          english,
          folder.resolve("tessdata/" + other + ".traineddata"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static ReadingScope in(Optional<String> language) {
    Limits limits = new Limits(3, 40_000_000L, Duration.ofSeconds(30));
    return new ReadingScope(Optional.empty(), List.of(), List.of(), language, limits);
  }

  private static void read(Recognizer recognizer, byte[] file, Optional<String> language) {
    new DocumentReader(recognizer)
        .read(file, in(language), Deadline.in(Duration.ofSeconds(30)))
        .close();
  }

  @Test
  void givenNoLanguage_whenAPageIsOfAnotherThanTheUsual_thenItsModelIsLoaded() {
    try (Recognizer recognizer = new Recognizer(natives, "eng")) {
      read(recognizer, ScanEffects.clean().atDpi(200).png(GERMAN), Optional.empty());
      assertThat(recognizer.loadedLanguage()).contains("deu");
    }
  }

  @Test
  void givenNoLanguage_whenAPageIsOfAUsualOne_thenNoOtherModelIsLoaded() {
    try (Recognizer recognizer = new Recognizer(natives, "eng+deu")) {
      read(recognizer, ScanEffects.clean().atDpi(200).png(GERMAN), Optional.empty());
      assertThat(recognizer.loadedLanguage()).isEmpty();
    }
  }

  @Test
  void givenALanguage_whenRead_thenItsModelAloneIsUsed() {
    try (Recognizer recognizer = new Recognizer(natives, "eng")) {
      read(recognizer, ScanEffects.clean().atDpi(200).png(GERMAN), Optional.of("cs"));
      assertThat(recognizer.loadedLanguage()).contains("ces");
    }
  }

  @Test
  void givenALanguageWithoutAModel_whenAPageMustBeRecognised_thenItIsRefused() {
    try (Recognizer recognizer = new Recognizer(natives, "eng")) {
      byte[] scan = ScanEffects.clean().atDpi(100).png(GERMAN);
      for (String language : List.of("pl", "xx", "..")) {
        assertThatThrownBy(() -> read(recognizer, scan, Optional.of(language)))
            .isInstanceOf(RefusedException.class)
            .hasMessage("LANGUAGE_UNSUPPORTED");
      }
    }
  }

  @Test
  void givenALanguageWithoutAModel_whenThePagesAreDigital_thenTheyAreRead() {
    try (Recognizer recognizer = new Recognizer(natives, "eng")) {
      read(recognizer, GERMAN.pdf(), Optional.of("pl"));
      assertThat(recognizer.loadedLanguage()).isEmpty();
    }
  }
}
