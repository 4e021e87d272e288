package dev.lethe.engine.assembly;

import dev.lethe.engine.recognition.NativeFolder;
import dev.lethe.engine.template.BrokenTemplateException;
import dev.lethe.engine.template.Templates;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Builds the folder that a sandboxed worker sees as {@code /}: a small Java runtime, the shared
 * libraries that it needs, this program with its libraries, the natives and models, the class
 * archive and the system-call filter. Built beside its place and moved there when it is whole; a
 * root whose contents are still the right ones is left alone.
 */
public final class WorkerRoot {

  private static final String LAYOUT = "5";
  private static final String KEY = "app/key";
  private static final List<String> MODULES =
      List.of("java.base", "java.desktop", "java.logging", "java.xml", "jdk.unsupported");

  /** Parts of the runtime that need a screen, sound or fonts, which the worker never does. */
  private static final Set<String> UNUSED =
      Set.of("libawt_xawt.so", "libsplashscreen.so", "libjsound.so", "libjawt.so");

  private final Path root;

  private WorkerRoot(Path root) {
    this.root = root;
  }

  /**
   * {@code WorkerRoot FOLDER [MODELS [TEMPLATES]]}: builds the root there from this program's own
   * class path, with the models and the templates of forms of those folders if they have any. A
   * template that cannot be used ends it with file, line and reason.
   */
  public static void main(String[] args) throws IOException {
    Path models = Path.of(args.length > 1 ? args[1] : "none");
    Path templates = Path.of(args.length > 2 ? args[2] : "none");
    boolean built;
    try {
      built = build(Path.of(args[0]), System.getProperty("java.class.path"), models, templates);
    } catch (BrokenTemplateException broken) {
      say("broken template: " + broken.getMessage());
      System.exit(1);
      return;
    }
    say(built ? "built the worker's root" : "the worker's root is up to date");
  }

  @SuppressWarnings("SystemOut")
  private static void say(String what) {
    System.out.println(what);
  }

  /**
   * @return false when the root was already there and fits
   */
  public static boolean build(Path place, String classPath, Path models, Path templates)
      throws IOException {
    Templates.shippedAnd(templates);
    List<Path> entries =
        Stream.of(classPath.split(File.pathSeparator)).map(Path::of).filter(Files::exists).toList();
    List<Path> parts = new ArrayList<>(entries);
    parts.addAll(Models.filesIn(models));
    parts.addAll(Templates.filesIn(templates));
    String key = key(parts);
    if (key.equals(read(place.resolve(KEY)))) {
      return false;
    }
    Path absolute = place.toAbsolutePath();
    Path parent = absolute.getParent();
    Files.createDirectories(parent);
    Path fresh = Files.createTempDirectory(parent, "worker-root-");
    try {
      new WorkerRoot(fresh).fill(entries, models, templates, key);
      replace(absolute, fresh);
    } finally {
      delete(fresh);
    }
    return true;
  }

  private static void replace(Path place, Path fresh) throws IOException {
    if (Files.exists(place)) {
      Path old = Files.createTempDirectory(place.getParent(), "worker-root-");
      Files.move(place, old, StandardCopyOption.REPLACE_EXISTING);
      Files.move(fresh, place);
      delete(old);
    } else {
      Files.move(fresh, place);
    }
  }

  private void fill(List<Path> entries, Path models, Path templates, String key)
      throws IOException {
    Files.setPosixFilePermissions(
        root, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String folder : List.of("proc", "dev", "tmp", "app/lib", "app/templates")) {
      Files.createDirectories(root.resolve(folder));
    }
    for (Path template : Templates.filesIn(templates)) {
      Files.copy(template, root.resolve("app/templates").resolve(template.getFileName()));
    }
    linkRuntime();
    copyProgram(entries);
    NativeFolder.unpack(root.resolve("app/natives"));
    Models.copy(models, root.resolve("app/natives/tessdata"));
    String languages = Models.usualIn(models);
    WorkerCommand command = new WorkerCommand(root, languages);
    Commands.run(List.of("chmod", "-R", "go+rX", root.toString()));
    copySharedLibraries();
    Files.write(root.resolve("app/seccomp.bpf"), SeccompFilter.program());
    Files.writeString(root.resolve("app/worker.args"), command.arguments());
    Commands.run(List.of(root.resolve("jre/bin/java").toString(), "-Xshare:dump", "-Xlog:disable"));
    ClassArchive.create(command);
    Files.writeString(root.resolve(KEY), key);
  }

  private void linkRuntime() {
    Path home = Path.of(System.getProperty("java.home"));
    Commands.run(
        List.of(
            home.resolve("bin/jlink").toString(),
            "--add-modules",
            String.join(",", MODULES),
            "--strip-java-debug-attributes",
            "--no-header-files",
            "--no-man-pages",
            "--output",
            root.resolve("jre").toString()));
    for (String unused : UNUSED) {
      try {
        Files.deleteIfExists(root.resolve("jre/lib").resolve(unused));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The class path's jars; a folder of classes becomes a jar, since only jars can be archived. */
  private void copyProgram(List<Path> entries) throws IOException {
    int number = 0;
    for (Path entry : entries) {
      Path target = root.resolve("app/lib").resolve(String.format("%03d.jar", number++));
      if (Files.isDirectory(entry)) {
        jar(entry, target);
      } else {
        Files.copy(entry, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static void jar(Path folder, Path target) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target));
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
  }

  /** Whatever the runtime and the natives are linked with, at the place where it is found here. */
  private void copySharedLibraries() throws IOException {
    Set<Path> needed = new LinkedHashSet<>();
    List<Path> binaries = new ArrayList<>(List.of(root.resolve("jre/bin/java")));
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(file -> file.getFileName().toString().matches("lib.*\\.so(\\.[0-9.]+)?"))
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().equals("libfontmanager.so"))
          .forEach(binaries::add);
    }
    for (Path binary : binaries) {
      needed.addAll(Commands.sharedLibrariesOf(binary));
    }
    for (Path library : needed) {
      if (!library.startsWith(root)) {
        Path target = root.resolve(Path.of("/").relativize(library));
        Files.createDirectories(target.getParent());
        Files.copy(library.toRealPath(), target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  // --- what the root is made of

  private static String key(List<Path> entries) throws IOException {
    MessageDigest digest = sha256();
    for (String part :
        List.of(
            LAYOUT,
            System.getProperty("java.home"),
            Runtime.version().toString(),
            HexFormat.of().formatHex(SeccompFilter.program()))) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    for (Path entry : entries) {
      addContent(entry, digest);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void addContent(Path entry, MessageDigest digest) throws IOException {
    try (Stream<Path> files = Files.walk(entry)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path directory, @org.jspecify.annotations.Nullable IOException broken)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
