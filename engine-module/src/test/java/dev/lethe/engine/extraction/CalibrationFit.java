package dev.lethe.engine.extraction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes {@code calibration.txt} from measured scores: for each field how often scores of a
 * twentieth were right, smoothed towards a careful curve (made documents are easier than what
 * people print), made to never fall by pooling neighbours that do.
 *
 * <p>Arguments: the counts, which lines of {@code Measure -s=FILE} are added to if a third argument
 * names that file; the curves to write.
 */
public final class CalibrationFit {

  static final int BANDS = 20;

  /** As many observations the careful curve weighs in each band. */
  private static final double PRIOR = 6;

  private static final double UNSURE = 0.89;

  /** The curve of fields that were not measured, set by hand on other classes' documents. */
  private static final double[][] CAREFUL = {
    {0, 0.01}, {0.2, 0.2}, {0.4, 0.5}, {0.6, 0.75}, {0.7, 0.83}, {0.8, 0.87}, {0.9, 0.9}, {1, 0.97}
  };

  private CalibrationFit() {}

  public static void main(String[] args) throws IOException {
    Path counts = Path.of(args[0]);
    List<String> lines =
        new ArrayList<>(Files.exists(counts) ? Files.readAllLines(counts) : List.of());
    if (args.length > 2) {
      lines = counted(Files.readAllLines(Path.of(args[2])));
      Files.write(counts, lines);
    }
    Files.write(Path.of(args[1]), curves(lines));
  }

  /** Lines of a measurement as counts: key, band, right, all. */
  static List<String> counted(List<String> scores) {
    Map<String, int[]> counts = new TreeMap<>();
    for (String line : scores) {
      String[] parts = line.split("\t");
      int band = band(Double.parseDouble(parts[1]));
      int[] count = counts.computeIfAbsent(parts[0] + "\t" + band, k -> new int[2]);
      count[0] += parts[2].equals("1") ? 1 : 0;
      count[1]++;
    }
    List<String> lines = new ArrayList<>();
    counts.forEach((k, c) -> lines.add(k + "\t" + c[0] + "\t" + c[1]));
    return lines;
  }

  private static int band(double score) {
    return Math.max(0, Math.min(BANDS - 1, (int) Math.floor(score * BANDS)));
  }

  /** One line for each field, in the form of the resource. */
  static List<String> curves(List<String> counts) {
    Map<String, double[][]> byField = new TreeMap<>();
    for (String line : counts) {
      String[] parts = line.split("\t");
      int band = Integer.parseInt(parts[1]);
      double[][] table = byField.computeIfAbsent(parts[0], k -> new double[BANDS][2]);
      table[band][0] += Integer.parseInt(parts[2]);
      table[band][1] += Integer.parseInt(parts[3]);
    }
    List<String> lines = new ArrayList<>();
    lines.add("# Made by CalibrationFit from calibration-counts.tsv; see docs/benchmarks.md.");
    StringBuilder others = new StringBuilder("*:");
    for (double[] point : CAREFUL) {
      others.append(String.format(Locale.ROOT, " %s=%s", point[0], point[1]));
    }
    lines.add(others.toString());
    byField.forEach((field, table) -> lines.add(line(field, capped(field, rising(table)))));
    return lines;
  }

  /** Photographs hide more misread letters than made scans do: such text is never called sure. */
  private static double[] capped(String field, double[] shares) {
    boolean prose = field.matches(".*(name|address) recognised");
    return prose ? Arrays.stream(shares).map(s -> Math.min(UNSURE, s)).toArray() : shares;
  }

  private static double careful(double score) {
    int i = 1;
    while (score > CAREFUL[i][0]) {
      i++;
    }
    double share = (score - CAREFUL[i - 1][0]) / (CAREFUL[i][0] - CAREFUL[i - 1][0]);
    return CAREFUL[i - 1][1] + share * (CAREFUL[i][1] - CAREFUL[i - 1][1]);
  }

  private static String line(String field, double[] shares) {
    StringBuilder line = new StringBuilder(field).append(':');
    for (int band = 0; band < BANDS; band++) {
      boolean needed =
          band == 0
              || band == BANDS - 1
              || shares[band] != shares[band - 1]
              || shares[band] != shares[band + 1];
      if (needed) {
        line.append(String.format(Locale.ROOT, " %.3f=%.3f", (band + 0.5) / BANDS, shares[band]));
      }
    }
    return line.toString();
  }

  /** Smoothed shares of the bands, neighbours pooled until none is below the one before it. */
  static double[] rising(double[][] table) {
    List<double[]> pools = new ArrayList<>();
    for (int band = 0; band < BANDS; band++) {
      double right = PRIOR * careful((band + 0.5) / BANDS);
      pools.add(new double[] {table[band][0] + right, table[band][1] + PRIOR, 1});
      while (pools.size() > 1 && share(pools, 1) > share(pools, 0)) {
        double[] last = pools.remove(pools.size() - 1);
        double[] before = pools.get(pools.size() - 1);
        for (int i = 0; i < 3; i++) {
          before[i] += last[i];
        }
      }
    }
    double[] shares = new double[BANDS];
    int band = 0;
    for (double[] pool : pools) {
      for (int i = 0; i < pool[2]; i++) {
        shares[band++] = pool[0] / pool[1];
      }
    }
    return shares;
  }

  private static double share(List<double[]> pools, int fromEnd) {
    double[] pool = pools.get(pools.size() - 1 - fromEnd);
    return pool[0] / pool[1];
  }
}
