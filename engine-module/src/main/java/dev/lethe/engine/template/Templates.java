package dev.lethe.engine.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The templates that a worker knows. */
public final class Templates {

  static final List<String> SHIPPED =
      List.of(
          "us-irs-w2.yaml", "us-irs-w9-2024.yaml", "us-irs-w9-2018.yaml", "us-cms-1500-0212.yaml");

  private final List<FormTemplate> all;

  private Templates(List<FormTemplate> all) {
    this.all = List.copyOf(all);
    Set<String> ids = new HashSet<>();
    for (FormTemplate template : all) {
      if (!ids.add(template.id())) {
        throw new BrokenTemplateException(template.id(), 1, "two templates have this id");
      }
    }
  }

  /** The templates that come with the engine. */
  public static Templates shipped() {
    List<FormTemplate> read = new ArrayList<>();
    for (String file : SHIPPED) {
      read.add(TemplateReader.read(file, resource(file)));
    }
    return new Templates(read);
  }

  /**
   * The templates that come with the engine and those of a folder, in the order of their names.
   *
   * @param folder holds {@code *.yaml} files; it need not exist
   * @throws BrokenTemplateException if one cannot be used
   */
  public static Templates shippedAnd(Path folder) throws IOException {
    List<FormTemplate> read = new ArrayList<>(shipped().all);
    for (Path file : filesIn(folder)) {
      read.add(TemplateReader.read(file.getFileName().toString(), Files.readString(file)));
    }
    return new Templates(read);
  }

  /** The templates' files of a folder, none if it is not there. */
  public static List<Path> filesIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  /** Those of a class; all of them when the class is not known. */
  List<FormTemplate> of(Optional<String> documentClass) {
    return all.stream()
        .filter(t -> documentClass.isEmpty() || t.documentClass().equals(documentClass.get()))
        .toList();
  }

  static String resource(String file) {
    try (InputStream in = Objects.requireNonNull(Templates.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
