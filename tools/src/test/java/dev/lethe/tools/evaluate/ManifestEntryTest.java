package dev.lethe.tools.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestEntryTest {

  @TempDir Path folder;

  @Test
  void givenAManifest_whenRead_thenListsTextsAndNullsAreUnderstood() throws IOException {
    Files.writeString(
        folder.resolve("manifest.jsonl"),
        """
        {"file": "f/a.pdf", "document_class": "invoice", "pages": 2, "fields": {"iban": ["A", "B"], "invoice_total": "1.00", "bic": null}}

        {"file": "f/b.tif", "document_class": "text", "expect": "Some text"}
        """);
    List<ManifestEntry> entries = ManifestEntry.readAll(folder);
    assertThat(entries).hasSize(2);
    assertThat(entries.get(0).pages()).isEqualTo(2);
    assertThat(entries.get(0).file()).isEqualTo(folder.resolve("f/a.pdf"));
    assertThat(entries.get(0).fields())
        .isEqualTo(Map.of("iban", List.of("A", "B"), "invoice_total", List.of("1.00")));
    assertThat(entries.get(1).fields()).isEqualTo(Map.of("full_text", List.of("Some text")));
    assertThat(Evaluate.asked(entries).get("invoice"))
        .containsExactlyInAnyOrder("iban", "invoice_total");
  }

  @Test
  void givenAFolderWithoutManifest_whenOptionsAreRead_thenTheyAreRefused() {
    assertThatThrownBy(() -> Evaluate.Options.parse(List.of(folder.toString())))
        .hasMessageContaining("manifest.jsonl");
  }

  @Test
  void givenUnknownOrMissingArguments_whenRead_thenTheyAreRefused() throws IOException {
    Files.writeString(folder.resolve("manifest.jsonl"), "");
    String dir = folder.toString();
    assertThat(Evaluate.Options.parse(List.of(dir, "--json", "o.json", "--misses")))
        .isEqualTo(new Evaluate.Options(folder, "o.json", true));
    for (List<String> wrong :
        List.of(
            List.<String>of(), List.of(dir, "--json"), List.of(dir, "--x"), List.of(dir, dir))) {
      assertThatThrownBy(() -> Evaluate.Options.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("usage");
    }
  }
}
