package dev.lethe.e2e.residue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for a text in every file below some folders, in the forms in which programs write text: as
 * UTF-8 and UTF-16, in hexadecimal, and in Base64 at each of its three alignments. Names of files
 * are searched as well.
 */
final class ResidueSearch {

  private static final int CHUNK = 1 << 20;

  private final String text;
  private final Map<String, byte[]> forms = new LinkedHashMap<>();
  private FileTime since = FileTime.from(Instant.EPOCH);
  private int filesRead;
  private long bytesRead;

  /** A file that holds the text, and in which form. */
  record Sighting(Path file, String form) {}

  ResidueSearch(String text) {
    this.text = text;
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    forms.put("UTF-8", utf8);
    forms.put("UTF-16LE", text.getBytes(StandardCharsets.UTF_16LE));
    forms.put("UTF-16BE", text.getBytes(StandardCharsets.UTF_16BE));
    forms.put("hex", ascii(HexFormat.of().formatHex(utf8)));
    forms.put("HEX", ascii(HexFormat.of().withUpperCase().formatHex(utf8)));
    for (int shift = 0; shift < 3; shift++) {
      forms.put("Base64+" + shift, base64Core(utf8, shift));
    }
  }

  /** For bytes of a document, which are looked for as they are. */
  ResidueSearch(byte[] bytes) {
    this.text = "";
    forms.put("bytes", bytes);
  }

  /** Reads only files that were written since then: what came later cannot stand in others. */
  ResidueSearch since(Instant time) {
    since = FileTime.from(time);
    return this;
  }

  /** Every sighting below the folders; a folder that is not there counts as searched. */
  List<Sighting> in(Path... folders) throws IOException {
    List<Sighting> sightings = new ArrayList<>();
    for (Path folder : folders) {
      if (Files.exists(folder)) {
        Files.walkFileTree(folder, new Visitor(sightings));
      }
    }
    return sightings;
  }

  /** So that a test can see that something was searched. */
  int filesRead() {
    return filesRead;
  }

  long bytesRead() {
    return bytesRead;
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final List<Sighting> sightings;

    Visitor(List<Sighting> sightings) {
      this.sightings = sightings;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!text.isEmpty() && file.getFileName().toString().contains(text)) {
        sightings.add(new Sighting(file, "name"));
      }
      if (attributes.isRegularFile() && attributes.lastModifiedTime().compareTo(since) >= 0) {
        read(file);
      }
      return FileVisitResult.CONTINUE;
    }

    /** A file that goes away while it is read has left nothing behind. */
    private void read(Path file) {
      try (InputStream in = Files.newInputStream(file)) {
        for (String form : formsIn(in)) {
          sightings.add(new Sighting(file, form));
        }
        filesRead++;
      } catch (IOException e) {
        if (Files.isReadable(file)) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }

  private List<String> formsIn(InputStream in) throws IOException {
    List<String> seen = new ArrayList<>();
    int longest = forms.values().stream().mapToInt(form -> form.length).max().orElse(1);
    byte[] window = new byte[CHUNK + longest];
    int kept = 0;
    int read = in.readNBytes(window, 0, CHUNK);
    while (read > 0) {
      bytesRead += read;
      int length = kept + read;
      forms.forEach(
          (name, form) -> {
            if (!seen.contains(name) && contains(window, length, form)) {
              seen.add(name);
            }
          });
      kept = Math.min(longest - 1, length);
      System.arraycopy(window, length - kept, window, 0, kept);
      read = in.readNBytes(window, kept, CHUNK);
    }
    return seen;
  }

  /** Horspool's search. */
  static boolean contains(byte[] haystack, int length, byte[] needle) {
    int[] skip = new int[256];
    Arrays.fill(skip, needle.length);
    for (int i = 0; i < needle.length - 1; i++) {
      skip[needle[i] & 0xFF] = needle.length - 1 - i;
    }
    int at = 0;
    while (at <= length - needle.length) {
      int i = needle.length - 1;
      while (i >= 0 && haystack[at + i] == needle[i]) {
        i--;
      }
      if (i < 0) {
        return true;
      }
      at += skip[haystack[at + needle.length - 1] & 0xFF];
    }
    return false;
  }

  /** The characters of the encoding that do not depend on what stands before and after. */
  private static byte[] base64Core(byte[] bytes, int shift) {
    byte[] shifted = new byte[bytes.length + shift];
    System.arraycopy(bytes, 0, shifted, shift, bytes.length);
    String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int start = shift == 0 ? 0 : shift + 1;
    int end = shifted.length / 3 * 4;
    return ascii(encoded.substring(start, end));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
