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
          "us-irs-w2.yaml",
          "us-irs-w9-2024.yaml",
          "us-irs-w9-2018.yaml",
          "us-cms-1500-0212.yaml",
          "us-irs-w2-captions.yaml",
          "us-urla-2021-borrower.yaml",
          "us-urla-2021-loan.yaml");

  private final List<FormTemplate> all = new ArrayList<>();
  private final List<CaptionForm> captioned = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  private Templates() {}

  /** The templates that come with the engine. */
  public static Templates shipped() {
    Templates templates = new Templates();
    for (String file : SHIPPED) {
      templates.add(file, resource(file));
    }
    return templates;
  }

  private void add(String file, String text) {
    String id;
    if (CaptionFormReader.isCaptionForm(file, text)) {
      CaptionForm form = CaptionFormReader.read(file, text);
      captioned.add(form);
      id = form.id();
    } else {
      FormTemplate template = TemplateReader.read(file, text);
      all.add(template);
      id = template.id();
    }
    if (!ids.add(id)) {
      throw new BrokenTemplateException(id, 1, "two templates have this id");
    }
  }

  /**
   * The templates that come with the engine and those of a folder, in the order of their names.
   *
   * @param folder holds {@code *.yaml} files; it need not exist
   * @throws BrokenTemplateException if one cannot be used
   */
  public static Templates shippedAnd(Path folder) throws IOException {
    Templates templates = shipped();
    for (Path file : filesIn(folder)) {
      templates.add(file.getFileName().toString(), Files.readString(file));
    }
    return templates;
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

  /** Forms that are read by their captions, of a class; all of them when it is not known. */
  List<CaptionForm> captioned(Optional<String> documentClass) {
    return captioned.stream()
        .filter(f -> documentClass.isEmpty() || f.documentClass().equals(documentClass.get()))
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
