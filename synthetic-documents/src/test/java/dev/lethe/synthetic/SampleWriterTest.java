package dev.lethe.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleWriterTest {

  @TempDir Path folder;

  @Test
  void givenAFolder_whenWritten_thenEachLineOfTheManifestHasItsFile() throws IOException {
    int written = SampleWriter.write(folder, 1, List.of(Locale.GERMAN));
    List<String> manifest = Files.readAllLines(folder.resolve("manifest.jsonl"));
    assertThat(manifest).hasSize(written).allMatch(line -> line.contains("\"fields\": {\""));
    try (var files = Files.list(folder.resolve("files"))) {
      assertThat(files).hasSize(written);
    }
    assertThat(manifest).anyMatch(line -> line.contains("identity_document"));
  }

  @Test
  void givenNoFolder_whenCalled_thenItIsRefused() {
    assertThatThrownBy(() -> SampleWriter.main(new String[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
