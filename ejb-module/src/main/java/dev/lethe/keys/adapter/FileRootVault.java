package dev.lethe.keys.adapter;

import dev.lethe.keys.model.RootKey;
import dev.lethe.keys.model.RootKeyVault;
import dev.lethe.keys.model.WrappedKey;
import dev.lethe.tenancy.model.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * In the folder of the epochs' vault, for each tenant a folder {@code root} with a file for each
 * version of the root key, one for the key of pseudonyms, and one that is there while the tenant's
 * key is revoked.
 */
final class FileRootVault implements RootKeyVault {

  private static final byte FORMAT = 1;
  private static final String ROOT = "root";
  private static final String VERSION = "version_";

  private final Path folder;

  FileRootVault(Path folder) {
    this.folder = folder;
  }

  @Override
  public Set<TenantId> tenants() throws IOException {
    Set<TenantId> tenants = new HashSet<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder)) {
      for (Path of : folders) {
        if (Files.isDirectory(of.resolve(ROOT))) {
          tenants.add(new TenantId(of.getFileName().toString()));
        }
      }
    }
    return tenants;
  }

  @Override
  public List<RootKey> roots(TenantId tenant) throws IOException {
    List<RootKey> roots = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(tenant), VERSION + "*")) {
      for (Path file : files) {
        String number = file.getFileName().toString().substring(VERSION.length());
        if (number.matches("[1-9][0-9]{0,8}")) {
          root(tenant, Integer.parseInt(number)).ifPresent(roots::add);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    roots.sort(Comparator.comparingInt(RootKey::version));
    return roots;
  }

  @Override
  public Optional<RootKey> root(TenantId tenant, int version) throws IOException {
    Optional<byte[]> bytes = SyncedFiles.read(file(tenant, version), FileVault.MOST_BYTES);
    return bytes.isEmpty() ? Optional.empty() : Optional.of(decode(tenant, version, bytes.get()));
  }

  @Override
  public boolean create(RootKey root) throws IOException {
    return createIfAbsent(file(root.tenant(), root.version()), encode(root));
  }

  @Override
  public void replace(RootKey root) throws IOException {
    Path file = file(root.tenant(), root.version());
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.getFileName().toString());
    }
    SyncedFiles.replace(file, encode(root));
  }

  @Override
  public void destroy(TenantId tenant, int version) throws IOException {
    SyncedFiles.destroy(file(tenant, version));
  }

  @Override
  public Optional<WrappedKey> pseudonymKey(TenantId tenant) throws IOException {
    Optional<byte[]> bytes = SyncedFiles.read(pseudonyms(tenant), FileVault.MOST_BYTES);
    return bytes.isEmpty() ? Optional.empty() : Optional.of(FileVault.decode(bytes.get()));
  }

  @Override
  public boolean createPseudonymKey(TenantId tenant, WrappedKey key) throws IOException {
    return createIfAbsent(pseudonyms(tenant), FileVault.encode(key));
  }

  @Override
  public void replacePseudonymKey(TenantId tenant, WrappedKey key) throws IOException {
    SyncedFiles.replace(pseudonyms(tenant), FileVault.encode(key));
  }

  @Override
  public boolean hasLeftovers(TenantId tenant, Instant before) throws IOException {
    return !SyncedFiles.leftovers(folder(tenant), before).isEmpty();
  }

  @Override
  public void destroyLeftovers(TenantId tenant, Instant before) throws IOException {
    for (Path part : SyncedFiles.leftovers(folder(tenant), before)) {
      SyncedFiles.destroy(part);
    }
  }

  @Override
  public Optional<Instant> revokedAt(TenantId tenant) throws IOException {
    Optional<byte[]> text = SyncedFiles.read(revoked(tenant), FileVault.MOST_BYTES);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(new String(text.get(), StandardCharsets.US_ASCII)));
    } catch (DateTimeException e) {
      throw new IOException("not a time");
    }
  }

  @Override
  public boolean revoke(TenantId tenant, Instant now) throws IOException {
    return createIfAbsent(revoked(tenant), now.toString().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public boolean enable(TenantId tenant) throws IOException {
    return SyncedFiles.destroy(revoked(tenant));
  }

  private static boolean createIfAbsent(Path file, byte[] content) throws IOException {
    try {
      SyncedFiles.create(file, content);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static byte[] encode(RootKey root) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeUTF(root.provider());
      out.writeLong(root.createdAt().toEpochMilli());
      out.write(root.reference());
    }
    return bytes.toByteArray();
  }

  private static RootKey decode(TenantId tenant, int version, byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    if (in.readByte() != FORMAT) {
      throw new IOException("not a root key");
    }
    String provider = in.readUTF();
    Instant createdAt = Instant.ofEpochMilli(in.readLong());
    return new RootKey(tenant, version, provider, in.readAllBytes(), createdAt);
  }

  private Path folder(TenantId tenant) {
    return folder.resolve(tenant.value()).resolve(ROOT);
  }

  private Path file(TenantId tenant, int version) {
    return folder(tenant).resolve(VERSION + version);
  }

  private Path pseudonyms(TenantId tenant) {
    return folder(tenant).resolve("pseudonyms");
  }

  private Path revoked(TenantId tenant) {
    return folder(tenant).resolve("revoked");
  }
}
