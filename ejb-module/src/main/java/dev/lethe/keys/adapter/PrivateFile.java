package dev.lethe.keys.adapter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** A file with a secret, which its owner alone may read. */
public final class PrivateFile {

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));

  private PrivateFile() {}

  /**
   * @param setting that names the file
   * @throws IllegalStateException if it is missing, too large, or open to others
   */
  public static void require(Path file, String setting, long mostBytes) {
    try {
      if (Files.size(file) > mostBytes) {
        throw new IllegalStateException(setting + " names a file that is too large for a key");
      }
      Set<PosixFilePermission> permissions =
          Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
      if (permissions.stream().anyMatch(OTHERS::contains)) {
        throw new IllegalStateException(setting + " may be read by its owner alone (0600)");
      }
    } catch (IOException e) {
      throw new IllegalStateException(setting + " cannot be read");
    }
  }
}
