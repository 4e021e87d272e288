package dev.lethe.synthetic;

/** The shapes of machine-readable zones in ICAO 9303. */
public enum MrzFormat {
  /** Cards, three lines of 30. */
  TD1,
  /** Larger cards, two lines of 36. */
  TD2,
  /** Passports, two lines of 44. */
  TD3
}
