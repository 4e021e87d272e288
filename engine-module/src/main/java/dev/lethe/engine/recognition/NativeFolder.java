package dev.lethe.engine.recognition;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A private folder with the native libraries and the recognition models, taken out of their
 * artefacts. Each file's hash is compared with the one known when this was built, so that neither a
 * replaced artefact nor a library of the system can slip in.
 */
public final class NativeFolder {

  private record Item(String resource, String file, String sha256) {}

  private static final List<Item> ITEMS =
      List.of(
          new Item(
              "org/bytedeco/tesseract/linux-x86_64/libtesseract.so.5.5",
              "libtesseract.so.5.5",
              "f606070f5a6c7b9da756e5a990a2ad44a04bd21ffb1f80dc7d522ad8cf517da3"),
          new Item(
              "org/bytedeco/leptonica/linux-x86_64/libleptonica.so.6",
              "libleptonica.so.6",
              "e718f3091959b5bdf95cf04808aa3083e46102e31ed0e66cf4a55c6b992d3f7d"),
          new Item(
              "com/sun/jna/linux-x86-64/libjnidispatch.so",
              "libjnidispatch.so",
              "ca07953d595210082339753d9e818a1fdb40509a17a41914d9a2cb0d2df6b6af"),
          new Item(
              "tessdata/eng.traineddata",
              "tessdata/eng.traineddata",
              "7d4322bd2a7749724879683fc3912cb542f19906c83bcc1a52132556427170b2"),
          new Item(
              "tessdata/osd.traineddata",
              "tessdata/osd.traineddata",
              "9cf5d576fcc47564f11265841e5ca839001e7e6f38ff7f7aacf46d15a96b00ff"));

  private final Path folder;

  private NativeFolder(Path folder) {
    this.folder = folder;
  }

  /** A folder that {@link #unpack} has filled before. */
  public static NativeFolder at(Path folder) {
    return new NativeFolder(folder);
  }

  /** Fills an empty folder; fails, leaving it unusable, when a file is not the expected one. */
  public static NativeFolder unpack(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.createDirectories(folder.resolve("tessdata"));
    for (Item item : ITEMS) {
      unpack(item, folder.resolve(item.file()));
    }
    link(folder.resolve("libtesseract.so"), "libtesseract.so.5.5");
    // without this link the loader takes whatever leptonica the system has
    link(folder.resolve("libleptonica.so"), "libleptonica.so.6");
    return new NativeFolder(folder);
  }

  private static void unpack(Item item, Path target) throws IOException {
    MessageDigest sha256 = sha256();
    try (InputStream in =
        NativeFolder.class.getClassLoader().getResourceAsStream(item.resource())) {
      if (in == null) {
        throw new IOException("missing on the class path: " + item.resource());
      }
      Files.copy(new DigestInputStream(in, sha256), target, StandardCopyOption.REPLACE_EXISTING);
    }
    if (!HexFormat.of().formatHex(sha256.digest()).equals(item.sha256())) {
      Files.delete(target);
      throw new IOException("not the expected file: " + item.resource());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void link(Path link, String target) throws IOException {
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(target));
  }

  /** Tells JNA to load from here and to write nothing anywhere; call before any JNA class loads. */
  public void activate() {
    System.setProperty("jna.library.path", folder.toString());
    System.setProperty("jna.boot.library.path", folder.toString());
    System.setProperty("jna.nounpack", "true");
    System.setProperty("jna.nosys", "true");
  }

  Path models() {
    return folder.resolve("tessdata");
  }

  /** Takes the files out into a folder: {@code NativeFolder FOLDER}. */
  public static void main(String[] args) throws IOException {
    unpack(Path.of(args[0]));
  }
}
