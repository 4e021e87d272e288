package dev.lethe.keys.adapter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Small files that are on the disk when a call returns, and that their owner alone reads. */
final class SyncedFiles {

  private static final FileAttribute<?> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final String PART = "part_";

  private SyncedFiles() {}

  /**
   * Writes a new file, whole or not at all.
   *
   * @throws FileAlreadyExistsException if the name is taken; what is there is left as it is
   */
  static void create(Path file, byte[] content) throws IOException {
    Path part = part(file, content);
    try {
      // a link, unlike a move, fails when the name is taken
      Files.createLink(file, part);
    } finally {
      Files.deleteIfExists(part);
    }
    sync(folder(file));
  }

  /** Puts content in the place of a file's, whole or not at all. */
  static void replace(Path file, byte[] content) throws IOException {
    Files.move(part(file, content), file, StandardCopyOption.ATOMIC_MOVE);
    sync(folder(file));
  }

  /** What writes into a folder have left that were cut off, and began before a time. */
  static List<Path> leftovers(Path folder, Instant before) throws IOException {
    List<Path> parts = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PART + "*")) {
      for (Path file : files) {
        if (isOlder(file, before)) {
          parts.add(file);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return parts;
  }

  /** Whether a file was changed last before a time; false if it is not there. */
  static boolean isOlder(Path file, Instant before) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(before);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static Path part(Path file, byte[] content) throws IOException {
    Files.createDirectories(folder(file), OWNER_FOLDER);
    Path part = Files.createTempFile(folder(file), PART, "", OWNER_FILE);
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    return part;
  }

  /** Empty if there is none. */
  static Optional<byte[]> read(Path file, int mostBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), mostBytes + 1L));
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        continue;
      }
      if (bytes.position() > mostBytes) {
        throw new IOException("too large for a key");
      }
      return Optional.of(Arrays.copyOf(bytes.array(), bytes.position()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Overwrites a file, for what that is worth on the disk below, and removes it.
   *
   * @return false if there was none
   */
  static boolean destroy(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.WRITE))) {
      ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(1 << 16, channel.size()));
      while (zeros.hasRemaining()) {
        channel.write(zeros);
      }
      channel.force(true);
    } catch (NoSuchFileException e) {
      return false;
    }
    boolean removed = Files.deleteIfExists(file);
    sync(folder(file));
    return removed;
  }

  private static Path folder(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IllegalArgumentException("a file of no folder");
    }
    return folder;
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
