package dev.lethe.synthetic;

/** The shapes of machine-readable zones in ICAO 9303. */
public enum MrzFormat {
  /** Cards, three lines of 30. */
  TD1("TD1", 30),
  /** Larger cards, two lines of 36. */
  TD2("TD2", 36),
  /** Passports, two lines of 44. */
  TD3("TD3", 44),
  /** Visas of a passport page's size, two lines of 44. */
  MRV_A("MRV-A", 44),
  /** Smaller visas, two lines of 36. */
  MRV_B("MRV-B", 36);

  private final String code;
  private final int length;

  MrzFormat(String code, int length) {
    this.code = code;
    this.length = length;
  }

  /** The name that ICAO gives the format. */
  public String code() {
    return code;
  }

  /** Characters of a line. */
  public int length() {
    return length;
  }
}
