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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestEntryTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not json                                             | line 2 is no JSON object",
        "[1]                                                  | line 2 is no JSON object",
        "{\"document_class\": \"invoice\"}                      | line 2: \"file\"",
        "{\"file\": 7, \"document_class\": \"invoice\"}          | line 2: \"file\"",
        "{\"file\": \"a.pdf\"}                                  | line 2: \"document_class\"",
        "{\"file\": \"none.pdf\", \"document_class\": \"text\"}   | line 2: its file",
        "{\"file\": \"a.pdf\", \"document_class\": \"invoice\", \"fields\": []} | line 2: \"fields\""
      })
  void givenALineOfAnotherForm_whenRead_thenItIsNamed(String line, String told) throws IOException {
    Files.writeString(folder.resolve("a.pdf"), "");
    String good = "{\"file\": \"a.pdf\", \"document_class\": \"invoice\", \"fields\": {}}\n";
    Files.writeString(folder.resolve("manifest.jsonl"), good + line);
    assertThatThrownBy(() -> ManifestEntry.readAll(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("manifest.jsonl, " + told);
  }

  @Test
  void givenNothingToCompareWith_whenAsked_thenItIsToldInsteadOfSendingAnEmptyRequest()
      throws IOException {
    Files.writeString(folder.resolve("a.pdf"), "");
    Files.writeString(folder.resolve("manifest.jsonl"), "\n");
    assertThatThrownBy(() -> ManifestEntry.readAll(folder)).hasMessageContaining("no document");
    Files.writeString(
        folder.resolve("manifest.jsonl"), "{\"file\": \"a.pdf\", \"document_class\": \"invoice\"}");
    List<ManifestEntry> entries = ManifestEntry.readAll(folder);
    assertThatThrownBy(() -> Evaluate.asked(entries))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("invoice");
  }

  @Test
  void givenAManifest_whenRead_thenListsTextsAndNullsAreUnderstood() throws IOException {
    Files.writeString(
        folder.resolve("manifest.jsonl"),
        """
        {"file": "f/a.pdf", "document_class": "invoice", "pages": 2, "fields": {"iban": ["A", "B"], "invoice_total": "1.00", "bic": null}}

        {"file": "f/b.tif", "document_class": "text", "expect": "Some text"}
        """);
    Files.createDirectory(folder.resolve("f"));
    Files.writeString(folder.resolve("f/a.pdf"), "");
    Files.writeString(folder.resolve("f/b.tif"), "");
    List<ManifestEntry> entries = ManifestEntry.readAll(folder);
    assertThat(entries).hasSize(2);
    assertThat(entries.get(0).pages()).isEqualTo(2);
    assertThat(entries.get(0).file()).isEqualTo(folder.resolve("f/a.pdf"));
    assertThat(entries.get(0).fields())
        .isEqualTo(
            Map.of("iban", List.of("A", "B"), "invoice_total", List.of("1.00"), "bic", List.of()));
    assertThat(entries.get(1).fields()).isEqualTo(Map.of("full_text", List.of("Some text")));
    assertThat(Evaluate.asked(entries).get("invoice"))
        .containsExactlyInAnyOrder("iban", "invoice_total", "bic");
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
    String report = folder.resolve("o.json").toString();
    assertThat(Evaluate.Options.parse(List.of(dir, "--json", report, "--misses")))
        .isEqualTo(new Evaluate.Options(folder, report, true));
    assertThatThrownBy(
            () -> Evaluate.Options.parse(List.of(dir, "--json", folder + "/none/o.json")))
        .hasMessageContaining("cannot be written");
    for (List<String> wrong :
        List.of(
            List.<String>of(), List.of(dir, "--json"), List.of(dir, "--x"), List.of(dir, dir))) {
      assertThatThrownBy(() -> Evaluate.Options.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("usage");
    }
  }
}
