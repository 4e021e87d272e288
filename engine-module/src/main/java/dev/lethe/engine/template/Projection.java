package dev.lethe.engine.template;

/** Projective maps of the plane: nine numbers, row by row. */
final class Projection {

  private Projection() {}

  /** Scales, then shifts. */
  static double[] of(double scale, double shiftX, double shiftY) {
    return new double[] {scale, 0, shiftX, 0, scale, shiftY, 0, 0, 1};
  }

  /** The second map, then the first. */
  static double[] product(double[] first, double[] second) {
    double[] out = new double[9];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        for (int i = 0; i < 3; i++) {
          out[3 * row + column] += first[3 * row + i] * second[3 * i + column];
        }
      }
    }
    return out;
  }

  static double[] inverse(double[] m) {
    double[] adjugate = {
      m[4] * m[8] - m[5] * m[7],
      m[2] * m[7] - m[1] * m[8],
      m[1] * m[5] - m[2] * m[4],
      m[5] * m[6] - m[3] * m[8],
      m[0] * m[8] - m[2] * m[6],
      m[2] * m[3] - m[0] * m[5],
      m[3] * m[7] - m[4] * m[6],
      m[1] * m[6] - m[0] * m[7],
      m[0] * m[4] - m[1] * m[3]
    };
    double determinant = m[0] * adjugate[0] + m[1] * adjugate[3] + m[2] * adjugate[6];
    for (int i = 0; i < 9; i++) {
      adjugate[i] /= determinant;
    }
    return adjugate;
  }

  /** Moves points that lie as x, y, x, y in an array. */
  static void move(double[] m, double[] points) {
    for (int i = 0; i + 1 < points.length; i += 2) {
      double x = points[i];
      double y = points[i + 1];
      double z = m[6] * x + m[7] * y + m[8];
      points[i] = (m[0] * x + m[1] * y + m[2]) / z;
      points[i + 1] = (m[3] * x + m[4] * y + m[5]) / z;
    }
  }
}
