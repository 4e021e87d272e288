package dev.lethe.keys.adapter;

import dev.lethe.keys.model.AesGcmKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** Reads the master key: one line of base64, 32 bytes, readable by the server's user alone. */
final class MasterKeyFile {

  private static final long MOST_BYTES = 128;
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));

  private MasterKeyFile() {}

  /**
   * @throws IllegalStateException if it is missing, readable by others or not a key; the text names
   *     the setting, never the content
   */
  static AesGcmKey read(Path file) {
    try {
      requirePrivate(file);
      return decode(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalStateException("lethe.master.key.file cannot be read");
    }
  }

  private static void requirePrivate(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalStateException("lethe.master.key.file is not a key of 32 bytes in base64");
    }
    Set<PosixFilePermission> permissions =
        EnumSet.copyOf(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    if (permissions.removeAll(OTHERS)) {
      throw new IllegalStateException(
          "lethe.master.key.file may be read by its owner alone (0600)");
    }
  }

  private static AesGcmKey decode(byte[] line) {
    byte[] key = new byte[0];
    try {
      key = Base64.getMimeDecoder().decode(line);
      return new AesGcmKey(key);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("lethe.master.key.file is not a key of 32 bytes in base64");
    } finally {
      Arrays.fill(line, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }
}
