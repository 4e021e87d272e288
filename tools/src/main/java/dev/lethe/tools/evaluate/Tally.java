package dev.lethe.tools.evaluate;

/**
 * Counts of one field, or of all.
 *
 * @param expected documents on which the field stands
 * @param found documents for which a value was given and it is known what stands on them
 * @param correct documents for which the right value was given
 * @param unexpected documents for which a value was given though the manifest does not tell whether
 *     the field stands on them; not part of {@code found}
 */
record Tally(int expected, int found, int correct, int unexpected) {

  static final Tally NONE = new Tally(0, 0, 0, 0);

  Tally plus(Tally other) {
    return new Tally(
        expected + other.expected,
        found + other.found,
        correct + other.correct,
        unexpected + other.unexpected);
  }

  /** Right values among those given; 0 when none was given. */
  double precision() {
    return found == 0 ? 0 : (double) correct / found;
  }

  /** Right values among those that were to be found; 0 when there were none. */
  double recall() {
    return expected == 0 ? 0 : (double) correct / expected;
  }

  /** Harmonic mean of the two. */
  double f1() {
    return found + expected == 0 ? 0 : 2.0 * correct / (found + expected);
  }
}
