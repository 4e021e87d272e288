package dev.lethe.intake.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {

  @ParameterizedTest
  @CsvSource({
    "25504446 2d312e37, PDF",
    "89504e47 0d0a1a0a 0000000d, PNG",
    "ffd8ffe0, JPEG",
    "ffd8ffdb, JPEG",
    "49492a00 08000000, TIFF",
    "4d4d002a 00000008, TIFF",
    "424d3600 00000000 00003600, BMP",
    "47494638 3761, GIF",
    "47494638 3961, GIF",
    "52494646 10000000 57454250, WEBP"
  })
  void givenMagicBytes_whenSniffed_thenTheTypeIsFound(String hex, MediaType type) {
    assertThat(MediaType.sniff(bytes(hex))).contains(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "25",
        "255044462e", // %PDF.
        "2025504446 2d", // not at the start
        "89504e47 0a1a0a", // line ends changed on the way
        "ffd8",
        "49492b00 08000000", // BigTIFF
        "4949002a",
        "424d3600 00000100 00003600",
        "424d",
        "47494638 3861",
        "52494646 10000000 57415645", // WAVE
        "504b0304", // ZIP
        "7f454c46", // ELF
        "3c3f786d 6c", // XML
        "0000000c 6a502020" // JPEG 2000
      })
  void givenAnythingElse_whenSniffed_thenItIsNoType(String hex) {
    assertThat(MediaType.sniff(bytes(hex))).isEmpty();
  }

  @Test
  void givenTextThatBeginsLikeAnImage_whenSniffed_thenItIsNoType() {
    byte[] text = "BMW owners of Northwind".getBytes(StandardCharsets.US_ASCII);
    assertThat(MediaType.sniff(text)).isEmpty();
  }

  private static byte[] bytes(String hex) {
    return java.util.HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
