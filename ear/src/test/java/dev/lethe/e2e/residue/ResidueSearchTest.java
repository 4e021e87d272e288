package dev.lethe.e2e.residue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search that finds nothing proves nothing unless it finds what was planted. */
class ResidueSearchTest {

  private static final String CANARY = "Quillfeather7319";

  @TempDir Path folder;

  @Test
  void givenTextInEachCharset_whenSearched_thenItIsSeen() throws IOException {
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Path file = plant(("x" + CANARY + "y").getBytes(charset));
      assertThat(search()).contains(new ResidueSearch.Sighting(file, charset.name()));
    }
  }

  @Test
  void givenEncodedText_whenSearched_thenItIsSeenAtEachAlignment() throws IOException {
    for (String before : List.of("", "a", "ab", "abc")) {
      byte[] bytes = (before + CANARY + "tail").getBytes(StandardCharsets.UTF_8);
      Path file = plant(Base64.getEncoder().encode(bytes));
      assertThat(search()).extracting(ResidueSearch.Sighting::file).containsExactly(file);
    }
    String hex = HexFormat.of().formatHex(CANARY.getBytes(StandardCharsets.UTF_8));
    plant(hex.getBytes(StandardCharsets.US_ASCII));
    assertThat(search()).hasSize(1);
    plant(hex.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
    assertThat(search()).hasSize(1);
  }

  @Test
  void givenTextAcrossTheEdgeOfAChunk_whenSearched_thenItIsSeen() throws IOException {
    for (int before = (1 << 20) - CANARY.length(); before <= (1 << 20) + 1; before++) {
      plant(("-".repeat(before) + CANARY + "---").getBytes(StandardCharsets.UTF_8));
      assertThat(search()).hasSize(1);
    }
  }

  @Test
  void givenTextInANameOfAFile_whenSearched_thenItIsSeen() throws IOException {
    Path file = Files.writeString(folder.resolve(CANARY + ".pdf"), "nothing");
    assertThat(search()).containsExactly(new ResidueSearch.Sighting(file, "name"));
  }

  @Test
  void givenBytesOfADocument_whenSearched_thenTheyAreSeen() throws IOException {
    byte[] bytes = {0, -1, 80, 78, 71, 13, 10, 26};
    Path file = plant(new byte[] {1, 2, 0, -1, 80, 78, 71, 13, 10, 26, 3});
    assertThat(new ResidueSearch(bytes).in(folder))
        .containsExactly(new ResidueSearch.Sighting(file, "bytes"));
  }

  @Test
  void givenAFileThatIsOlder_whenSearchedSinceLater_thenOnlyNewerOnesAreRead() throws IOException {
    Path file = plant(CANARY.getBytes(StandardCharsets.UTF_8));
    Instant written = Files.getLastModifiedTime(file).toInstant();
    assertThat(new ResidueSearch(CANARY).since(written.plusSeconds(1)).in(folder)).isEmpty();
    assertThat(new ResidueSearch(CANARY).since(written.minusSeconds(1)).in(folder)).hasSize(1);
  }

  @Test
  void givenOtherText_whenSearched_thenNothingIsSeenAndFilesWereRead() throws IOException {
    plant("Quillfeather7318 quillfeather7319".getBytes(StandardCharsets.UTF_8));
    ResidueSearch search = new ResidueSearch(CANARY);
    assertThat(search.in(folder, folder.resolve("missing"))).isEmpty();
    assertThat(search.filesRead()).isEqualTo(1);
    assertThat(search.bytesRead()).isEqualTo(33);
  }

  private List<ResidueSearch.Sighting> search() throws IOException {
    return new ResidueSearch(CANARY).in(folder);
  }

  private Path plant(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("planted"), bytes);
  }
}
