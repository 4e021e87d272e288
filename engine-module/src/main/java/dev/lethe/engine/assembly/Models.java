package dev.lethe.engine.assembly;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The more exact recognition models, of English, German and French. They come as npm packages and
 * are fetched once with npm; each unpacked file must have the hash known here. Without them the
 * English model that lies in tess4j is used.
 */
public final class Models {

  private static final String PACKAGE = "@tesseract.js-data/%s@1.0.0";
  private static final String MEMBER = "package/4.0.0_best_int/%s.traineddata.gz";
  private static final int TAR_BLOCK = 512;
  private static final int TAR_NAME = 100;
  private static final int TAR_SIZE = 124;

  /** Languages in the order in which the recogniser prefers them. */
  private static final Map<String, String> SHA256 = new LinkedHashMap<>();

  static {
    SHA256.put("eng", "5dc5d8d640a212c9d6184921ba103b186f50e0fed9ee716c53e6b312b400d747");
    SHA256.put("deu", "a1b72cc25753eac167edfef5af4448a8dc34973503a2265c34c84520f896eb03");
    SHA256.put("fra", "bf83833fa957ff0076f6aa93f69e3bdf7b014dea829ea0c0d6be6b48a3ceef6d");
  }

  private Models() {}

  /** {@code Models FOLDER}: fetches what is missing there. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Files.createDirectories(folder);
    for (String language : SHA256.keySet()) {
      if (!Files.exists(file(folder, language))) {
        System.out.println("fetching the recognition model of " + language);
        fetch(folder, language);
      }
    }
  }

  /** Languages whose models lie in the folder, in the recogniser's notation. */
  static String languagesIn(Path folder) {
    return SHA256.keySet().stream()
        .filter(language -> Files.exists(file(folder, language)))
        .collect(Collectors.joining("+"));
  }

  /** The model files of the folder, for the root's key. */
  static List<Path> filesIn(Path folder) {
    return SHA256.keySet().stream()
        .map(language -> file(folder, language))
        .filter(Files::exists)
        .toList();
  }

  /** Copies the folder's models; a file that is not the expected one is an error. */
  static void copy(Path folder, Path target) throws IOException {
    for (String language : SHA256.keySet()) {
      Path model = file(folder, language);
      if (Files.exists(model)) {
        copyVerified(Files.newInputStream(model), target.resolve(model.getFileName()), language);
      }
    }
  }

  private static Path file(Path folder, String language) {
    return folder.resolve(language + ".traineddata");
  }

  private static void fetch(Path folder, String language) throws IOException {
    Path work = Files.createTempDirectory(folder, "fetch-");
    try {
      Commands.run(
          List.of(
              "npm",
              "pack",
              "--silent",
              "--pack-destination",
              work.toString(),
              String.format(PACKAGE, language)));
      try (Stream<Path> packed = Files.list(work)) {
        Path archive = packed.findFirst().orElseThrow();
        byte[] model = member(archive, String.format(MEMBER, language));
        Path unpacked = work.resolve("model");
        copyVerified(new GZIPInputStream(new ByteArrayInputStream(model)), unpacked, language);
        Files.move(unpacked, file(folder, language), StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      WorkerRoot.delete(work);
    }
  }

  private static void copyVerified(InputStream from, Path target, String language)
      throws IOException {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    try (InputStream in = new DigestInputStream(from, sha256)) {
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
    if (!HexFormat.of().formatHex(sha256.digest()).equals(SHA256.get(language))) {
      Files.delete(target);
      throw new IOException("not the expected model: " + language);
    }
  }

  /** One file of a gzipped tar archive. */
  private static byte[] member(Path archive, String name) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(archive))) {
      while (true) {
        byte[] header = in.readNBytes(TAR_BLOCK);
        if (header.length < TAR_BLOCK || header[0] == 0) {
          throw new IOException("not in the archive: " + name);
        }
        int size = Integer.parseInt(text(header, TAR_SIZE, 12), 8);
        int padded = (size + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK;
        if (text(header, 0, TAR_NAME).equals(name)) {
          return in.readNBytes(size);
        }
        in.skipNBytes(padded);
      }
    }
  }

  private static String text(byte[] header, int from, int length) {
    String field =
        StandardCharsets.US_ASCII.decode(ByteBuffer.wrap(header, from, length)).toString();
    int end = field.indexOf('\0');
    return (end < 0 ? field : field.substring(0, end)).strip();
  }
}
