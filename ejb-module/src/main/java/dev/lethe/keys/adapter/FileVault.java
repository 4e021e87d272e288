package dev.lethe.keys.adapter;

import dev.lethe.keys.model.EpochVault;
import dev.lethe.keys.model.WrappedKey;
import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A folder with a file for each epoch: the version of the root key, and the wrapped key. Every
 * change is synced before it counts. A file is overwritten before it is removed, for what that is
 * worth on the disk below; what is in it is useless without the tenant's root key.
 */
final class FileVault implements EpochVault {

  private static final int MOST_BYTES = 1024;

  private final Path folder;

  FileVault(Path folder) {
    this.folder = folder;
  }

  @Override
  public void create(TenantId tenant, String epoch, WrappedKey key) throws IOException {
    Path of = folder(tenant);
    Files.createDirectories(
        of, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    write(file(tenant, epoch), key);
    sync(of);
  }

  @Override
  public Optional<WrappedKey> find(TenantId tenant, String epoch) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(file(tenant, epoch));
      if (bytes.length <= Integer.BYTES || bytes.length > MOST_BYTES) {
        throw new IOException("not an epoch key");
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      int version = buffer.getInt();
      byte[] wrapped = new byte[buffer.remaining()];
      buffer.get(wrapped);
      return Optional.of(new WrappedKey(version, wrapped));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void destroy(TenantId tenant, String epoch) throws IOException {
    Path file = file(tenant, epoch);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(MOST_BYTES, channel.size()));
      while (zeros.hasRemaining()) {
        channel.write(zeros);
      }
      channel.force(true);
    } catch (NoSuchFileException e) {
      return;
    }
    Files.deleteIfExists(file);
    sync(folder(tenant));
  }

  @Override
  public Set<String> epochs(TenantId tenant, Instant before) throws IOException {
    Set<String> epochs = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(tenant), "epoch_*")) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          epochs.add(file.getFileName().toString());
        }
      }
    } catch (NoSuchFileException e) {
      return Set.of();
    }
    return epochs;
  }

  private static void write(Path file, WrappedKey key) throws IOException {
    byte[] wrapped = key.bytes();
    ByteBuffer bytes =
        ByteBuffer.allocate(Integer.BYTES + wrapped.length).putInt(key.rootVersion()).put(wrapped);
    bytes.flip();
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Path folder(TenantId tenant) {
    return folder.resolve(tenant.value());
  }

  private Path file(TenantId tenant, String epoch) {
    if (!epoch.matches("epoch_[0-9a-f]{32}")) {
      throw new IllegalArgumentException("not the id of an epoch");
    }
    return folder(tenant).resolve(epoch);
  }
}
