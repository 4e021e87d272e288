package dev.lethe.engine.recognition;

import dev.lethe.engine.page.RefusedException;
import dev.lethe.worker.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The recognition models that are there, and the warm handles on some of them. The models of the
 * usual languages are loaded once and stay; of the others one handle is kept, the last one used, so
 * that a worker's memory does not grow with the number of languages it could read.
 */
final class LanguageModels implements AutoCloseable {

  private static final String SUFFIX = ".traineddata";

  private final NativeFolder natives;
  private final List<String> usual;
  private final Tesseract usualHandle;
  private final Map<String, Tesseract> other = new LinkedHashMap<>();

  /** The first of the usual models alone, once a second opinion was wanted. */
  private @Nullable Tesseract preferred;

  /**
   * @param usual models for pages of which nothing is known, in the library's notation: names with
   *     {@code +} between them, the preferred one first
   */
  LanguageModels(NativeFolder natives, String usual) {
    this.natives = natives;
    this.usual = Arrays.asList(usual.split("\\+", -1));
    this.usualHandle = new Tesseract(natives, usual);
  }

  Tesseract usual() {
    return usualHandle;
  }

  /** Whether the usual models hold the language's own. */
  boolean isUsual(String language) {
    return usual.contains(model(language));
  }

  /** Whether the usual models hold the language's own, but prefer another. */
  boolean isAmongOthers(String language) {
    return isUsual(language) && !usual.get(0).equals(model(language));
  }

  boolean has(String language) {
    return model(language).matches("[a-z_]{3,20}") && Files.exists(file(model(language)));
  }

  /**
   * The handle for pages in one language. Its own model alone reads them best and in least time.
   *
   * @param language ISO 639-1 code
   * @throws RefusedException when there is no model for it
   */
  Tesseract of(String language) {
    if (!has(language)) {
      throw new RefusedException(Refusal.LANGUAGE_UNSUPPORTED);
    }
    String model = model(language);
    if (usual.equals(List.of(model))) {
      return usualHandle;
    }
    Tesseract known = other.get(model);
    if (known == null) {
      other.values().forEach(Tesseract::close);
      other.clear();
      known = new Tesseract(natives, model);
      other.put(model, known);
    }
    return known;
  }

  /**
   * A handle that judges otherwise: the preferred language alone beside the usual ones together,
   * these beside any other. The handle itself when there is but one model.
   */
  Tesseract otherThan(Tesseract handle) {
    if (handle != usualHandle) {
      return usualHandle;
    }
    if (usual.size() == 1) {
      return usualHandle;
    }
    Tesseract known = preferred;
    if (known == null) {
      known = new Tesseract(natives, usual.get(0));
      preferred = known;
    }
    return known;
  }

  private Path file(String model) {
    return natives.models().resolve(model + SUFFIX);
  }

  /** LanguageModels are named by ISO 639-2 codes. */
  private static String model(String language) {
    try {
      return Locale.forLanguageTag(language).getISO3Language();
    } catch (MissingResourceException unknown) {
      return "";
    }
  }

  /** Forgets all pages. */
  void clear() {
    usualHandle.clear();
    other.values().forEach(Tesseract::clear);
    if (preferred != null) {
      preferred.clear();
    }
  }

  /** The model of the handle that is not a usual one. */
  Optional<String> loaded() {
    return other.keySet().stream().findFirst();
  }

  @Override
  public void close() {
    usualHandle.close();
    other.values().forEach(Tesseract::close);
    if (preferred != null) {
      preferred.close();
    }
  }
}
