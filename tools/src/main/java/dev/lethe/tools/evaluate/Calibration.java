package dev.lethe.tools.evaluate;

import java.util.ArrayList;
import java.util.List;

/** Whether values given with a confidence of 0.9 are right nine times in ten. */
final class Calibration {

  private static final double[] EDGES = {0, 0.5, 0.7, 0.8, 0.9, 0.95, 1};

  private final int[] counts = new int[EDGES.length - 1];
  private final int[] correct = new int[EDGES.length - 1];
  private final double[] sums = new double[EDGES.length - 1];

  /**
   * Values whose confidence lies in a range.
   *
   * @param from inclusive
   * @param to exclusive, but for the last band
   */
  record Band(double from, double to, int values, int correct, double meanConfidence) {

    double accuracy() {
      return values == 0 ? 0 : (double) correct / values;
    }
  }

  void add(double confidence, boolean right) {
    int band = EDGES.length - 2;
    while (band > 0 && confidence < EDGES[band]) {
      band--;
    }
    counts[band]++;
    correct[band] += right ? 1 : 0;
    sums[band] += confidence;
  }

  List<Band> bands() {
    List<Band> bands = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      double mean = counts[i] == 0 ? 0 : sums[i] / counts[i];
      bands.add(new Band(EDGES[i], EDGES[i + 1], counts[i], correct[i], mean));
    }
    return bands;
  }

  /** Mean distance of confidence and accuracy, weighted by the number of values. */
  double expectedError() {
    int values = bands().stream().mapToInt(Band::values).sum();
    double sum =
        bands().stream()
            .mapToDouble(band -> band.values() * Math.abs(band.accuracy() - band.meanConfidence()))
            .sum();
    return values == 0 ? 0 : sum / values;
  }
}
