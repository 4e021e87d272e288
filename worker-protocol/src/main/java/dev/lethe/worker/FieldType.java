package dev.lethe.worker;

/** What kind of value a field holds; it decides how the value is normalised and validated. */
public enum FieldType {
  /** Free text such as a name; normalised by folding white space. */
  TEXT,
  /** Postal address on one line, parts separated by a comma and a space. */
  ADDRESS,
  /** Calendar date, normalised to ISO 8601 {@code yyyy-MM-dd}. */
  DATE,
  /** Time of day, normalised to {@code HH:mm} or {@code HH:mm:ss}. */
  TIME,
  /** Amount of money, normalised to a decimal with a point and no currency sign. */
  AMOUNT,
  /** ISO 4217 code. */
  CURRENCY,
  /** Number or code that identifies something; normalised without inner white space. */
  IDENTIFIER,
  /** ISO 13616, normalised without spaces; check digits are validated. */
  IBAN,
  /** ISO 9362. */
  BIC,
  /** ICAO or ISO 3166 code of a country. */
  COUNTRY,
  /** E.164 where the number is complete. */
  PHONE,
  EMAIL,
  /** One of a few codes that the field's name defines. */
  CODE,
  /** Whether something is there, {@code true} or {@code false}. */
  FLAG,
  /**
   * Places for signatures, normalised as a JSON array of objects: {@code label} (who signs, one of
   * a fixed list of words), {@code page}, {@code signed}, {@code mark} (what is there: none, ink,
   * typed, stamp, marker or blot), {@code confidence} and {@code polygon} (corners as fractions of
   * the page's width and height). Nothing that was read is in it.
   */
  SIGNATURES,
  /** Rows of an invoice, normalised as a JSON array of objects. */
  LINE_ITEMS,
  /** All text of the document in reading order. */
  FULL_TEXT
}
