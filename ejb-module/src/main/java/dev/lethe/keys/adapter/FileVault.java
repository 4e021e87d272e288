package dev.lethe.keys.adapter;

import dev.lethe.keys.model.EpochVault;
import dev.lethe.keys.model.WrappedKey;
import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

  static final int MOST_BYTES = 4096;

  private final Path folder;

  FileVault(Path folder) {
    this.folder = folder;
  }

  @Override
  public void create(TenantId tenant, String epoch, WrappedKey key) throws IOException {
    SyncedFiles.create(file(tenant, epoch), encode(key));
  }

  @Override
  public void replace(TenantId tenant, String epoch, WrappedKey key) throws IOException {
    Path file = file(tenant, epoch);
    if (!Files.exists(file)) {
      throw new NoSuchFileException(epoch);
    }
    SyncedFiles.replace(file, encode(key));
  }

  @Override
  public Optional<WrappedKey> find(TenantId tenant, String epoch) throws IOException {
    Optional<byte[]> bytes = SyncedFiles.read(file(tenant, epoch), MOST_BYTES);
    return bytes.isEmpty() ? Optional.empty() : Optional.of(decode(bytes.get()));
  }

  /** The version of the root key, and what it wrapped. */
  static byte[] encode(WrappedKey key) {
    byte[] wrapped = key.bytes();
    return ByteBuffer.allocate(Integer.BYTES + wrapped.length)
        .putInt(key.rootVersion())
        .put(wrapped)
        .array();
  }

  static WrappedKey decode(byte[] bytes) throws IOException {
    if (bytes.length <= Integer.BYTES) {
      throw new IOException("not a wrapped key");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int version = buffer.getInt();
    byte[] wrapped = new byte[buffer.remaining()];
    buffer.get(wrapped);
    return new WrappedKey(version, wrapped);
  }

  @Override
  public void destroy(TenantId tenant, String epoch) throws IOException {
    SyncedFiles.destroy(file(tenant, epoch));
  }

  @Override
  public Set<String> epochs(TenantId tenant, Instant before) throws IOException {
    Set<String> epochs = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(tenant), "epoch_*")) {
      for (Path file : files) {
        if (SyncedFiles.isOlder(file, before)) {
          epochs.add(file.getFileName().toString());
        }
      }
    } catch (NoSuchFileException e) {
      return Set.of();
    }
    return epochs;
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
