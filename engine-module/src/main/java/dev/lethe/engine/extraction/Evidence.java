package dev.lethe.engine.extraction;

/**
 * What speaks for a candidate being the value of a field.
 *
 * @param place how the candidate stands to the label
 * @param labelWeight how surely the label means the field
 * @param between foreign words between label and value in one row
 * @param distance free height between label and value in text heights, when below
 * @param decay what each further text height below the label costs
 * @param quality how surely the characters are a value of the field's type
 * @param owned whether another label stands directly before the candidate
 * @param recognition the recogniser's confidence
 */
record Evidence(
    Place place,
    double labelWeight,
    int between,
    double distance,
    double decay,
    double quality,
    boolean owned,
    double recognition) {

  enum Place {
    RIGHT,
    BELOW,
    UNLABELLED
  }
}
