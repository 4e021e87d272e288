package dev.lethe.engine.extraction;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Turns scores into probabilities by what was measured: for each field of a class a curve that
 * never falls, read from {@code calibration.txt}. Fields that were not measured share one curve.
 */
final class Calibration {

  /** Fields of the machine-readable zone: check digits tell more than the recogniser does. */
  private static final Set<String> JUDGED =
      Set.of(
          "mrz_type",
          "document_number",
          "issuing_country",
          "nationality",
          "surname",
          "given_names",
          "sex",
          "date_of_birth",
          "date_of_expiry",
          "personal_number");

  private static final String OTHERS = "*";
  private static final double LEAST = 0.01;
  private static final double MOST = 0.99;
  private static final Calibration MEASURED = load("calibration.txt");

  private final Map<String, double[][]> curves;

  private Calibration(Map<String, double[][]> curves) {
    this.curves = curves;
  }

  static double confidence(String documentClass, String field, Finding finding, boolean digital) {
    if (JUDGED.contains(field)) {
      return bounded(finding.score());
    }
    return bounded(
        interpolated(MEASURED.curve(documentClass, field, digital), score(finding, digital)));
  }

  /** What speaks for a finding, before it is known how often that is right. */
  static double score(Finding finding, boolean digital) {
    double recognition = finding.candidate().recognition();
    return finding.score() * (digital ? 1 : 0.55 + 0.45 * recognition);
  }

  /** The curve's name in the resource. */
  static String key(String documentClass, String field, boolean digital) {
    return documentClass + "." + field + (digital ? " digital" : " recognised");
  }

  private double[][] curve(String documentClass, String field, boolean digital) {
    double[][] own = curves.get(key(documentClass, field, digital));
    return own != null ? own : Objects.requireNonNull(curves.get(OTHERS));
  }

  private static Calibration load(String resource) {
    Map<String, double[][]> curves = new HashMap<>();
    try (InputStream in =
            Objects.requireNonNull(Calibration.class.getResourceAsStream(resource), resource);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(l -> !l.isBlank() && !l.startsWith("#"))
          .forEach(
              l ->
                  curves.put(
                      l.substring(0, l.indexOf(':')), points(l.substring(l.indexOf(':') + 1))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Calibration(Map.copyOf(curves));
  }

  private static double[][] points(String text) {
    return Arrays.stream(text.strip().split("\\s+"))
        .map(p -> p.split("="))
        .map(p -> new double[] {Double.parseDouble(p[0]), Double.parseDouble(p[1])})
        .toArray(double[][]::new);
  }

  private static double bounded(double confidence) {
    return Math.max(LEAST, Math.min(MOST, confidence));
  }

  private static double interpolated(double[][] curve, double score) {
    if (score <= curve[0][0]) {
      return curve[0][1] * score / Math.max(1e-9, curve[0][0]);
    }
    for (int i = 1; i < curve.length; i++) {
      if (score <= curve[i][0]) {
        double share = (score - curve[i - 1][0]) / (curve[i][0] - curve[i - 1][0]);
        return curve[i - 1][1] + share * (curve[i][1] - curve[i - 1][1]);
      }
    }
    return curve[curve.length - 1][1];
  }
}
