package dev.lethe.intake.adapter;

import dev.lethe.intake.model.DocumentStore;
import dev.lethe.intake.model.ObjectName;
import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sealed content in files, one folder for each tenant. A file gets its name only when it is whole
 * and on the disk; one that never was bears the name with {@code .part}.
 */
final class FileStore implements DocumentStore {

  private static final String PART = ".part";
  private static final FileAttribute<?> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path root;

  FileStore(Path root) {
    this.root = root;
  }

  @Override
  public void put(TenantId tenant, ObjectName object, Content content) throws IOException {
    Path file = file(tenant, object);
    Path part = part(tenant, object);
    Files.createDirectories(root, OWNER_FOLDER);
    Files.createDirectories(folder(tenant), OWNER_FOLDER);
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(object.value());
    }
    FileChannel channel = create(part);
    try (channel) {
      write(channel, content);
      // a link, unlike a move, fails when the name is taken
      Files.createLink(file, part);
    } finally {
      Files.deleteIfExists(part);
    }
    sync(folder(tenant));
  }

  private static FileChannel create(Path part) throws IOException {
    return FileChannel.open(
        part, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), OWNER_FILE);
  }

  private static void write(FileChannel channel, Content content) throws IOException {
    OutputStream stream = Channels.newOutputStream(channel);
    content.writeTo(new UnclosedStream(stream));
    channel.force(true);
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public Optional<InputStream> open(TenantId tenant, ObjectName object) throws IOException {
    try {
      return Optional.of(Files.newInputStream(file(tenant, object)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean delete(TenantId tenant, ObjectName object) throws IOException {
    boolean removed = unlink(tenant, object);
    if (removed) {
      sync(folder(tenant));
    }
    return removed;
  }

  /** Syncs the folder once. */
  @Override
  public void delete(TenantId tenant, Collection<ObjectName> objects) throws IOException {
    boolean removed = false;
    for (ObjectName object : objects) {
      removed |= unlink(tenant, object);
    }
    if (removed) {
      sync(folder(tenant));
    }
  }

  private boolean unlink(TenantId tenant, ObjectName object) throws IOException {
    boolean part = Files.deleteIfExists(part(tenant, object));
    return Files.deleteIfExists(file(tenant, object)) || part;
  }

  @Override
  public boolean exists(TenantId tenant, ObjectName object) throws IOException {
    return isThere(file(tenant, object)) || isThere(part(tenant, object));
  }

  /** Unlike {@code Files.exists} tells a file that is not there from one that cannot be seen. */
  private static boolean isThere(Path file) throws IOException {
    try {
      Files.readAttributes(file, BasicFileAttributes.class);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public List<ObjectName> olderThan(TenantId tenant, Instant time) throws IOException {
    if (!Files.isDirectory(folder(tenant))) {
      return List.of();
    }
    List<ObjectName> old = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder(tenant))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (isOlder(file, time)) {
          nameOf(file).ifPresent(old::add);
        }
      }
    }
    return old;
  }

  @Override
  public boolean answers() {
    return Files.isWritable(root);
  }

  private static boolean isOlder(Path file, Instant time) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(time);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static Optional<ObjectName> nameOf(Path file) {
    String name = file.getFileName().toString();
    String whole = name.endsWith(PART) ? name.substring(0, name.length() - PART.length()) : name;
    return ObjectName.isName(whole) ? Optional.of(new ObjectName(whole)) : Optional.empty();
  }

  private Path folder(TenantId tenant) {
    return root.resolve(tenant.value());
  }

  private Path file(TenantId tenant, ObjectName object) {
    return folder(tenant).resolve(object.value());
  }

  private Path part(TenantId tenant, ObjectName object) {
    return folder(tenant).resolve(object.value() + PART);
  }
}
