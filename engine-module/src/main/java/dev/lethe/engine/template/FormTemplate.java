package dev.lethe.engine.template;

import dev.lethe.engine.layout.Box;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A printed form: what of it is always the same, and where its values stand. All places are in
 * points (1/72 inch) from the top left corner of the form's own sheet.
 *
 * @param id stable name, for instance {@code us-irs-w2}
 * @param version of the template, raised with every change
 * @param documentClass canonical class of documents that are this form
 * @param redInk whether the form itself is printed in red, so that its print can be dropped
 * @param anchors printed words by which the form is known, the surest first
 * @param horizontal printed lines; {@code at} is their height, from left to right
 * @param vertical printed lines; {@code at} is their distance from the left, from top to bottom
 * @param zones places of values, by name
 * @param fields canonical names of fields and how their values are made of zones
 */
public record FormTemplate(
    String id,
    String version,
    String documentClass,
    double width,
    double height,
    boolean redInk,
    List<Anchor> anchors,
    List<Rule> horizontal,
    List<Rule> vertical,
    Map<String, List<Zone>> zones,
    Map<String, Field> fields) {

  public FormTemplate {
    anchors = List.copyOf(anchors);
    horizontal = List.copyOf(horizontal);
    vertical = List.copyOf(vertical);
    zones = Map.copyOf(new LinkedHashMap<>(zones));
    fields = Map.copyOf(new LinkedHashMap<>(fields));
  }

  /** What is told of the template in a result's provenance. */
  public String label() {
    return id + ":" + version;
  }

  /** Printed words and the box that their ink fills. */
  public record Anchor(String text, Box box) {}

  /** A printed line along one axis. */
  public record Rule(double at, double from, double to) {
    double length() {
      return to - from;
    }
  }

  /** How a zone is recognised. */
  public enum Mode {
    /** One line of any text. */
    LINE,
    /** Several lines of any text. */
    BLOCK,
    /** One line of digits and the signs of amounts, dates and numbers. */
    NUMERIC,
    /** Digits in cells of their own. */
    COMB,
    /** A box of which only the ink inside counts. */
    CHECKBOX
  }

  /**
   * A place of a value.
   *
   * @param captions print inside the zone that is no part of its value
   */
  public record Zone(Box box, Mode mode, List<String> captions) {
    public Zone {
      captions = List.copyOf(captions);
    }
  }

  /** What a field's value is, and so how it is checked. */
  public enum Kind {
    TEXT,
    NAME,
    ADDRESS,
    AMOUNT,
    DATE,
    DATES,
    YEAR,
    SSN,
    EIN,
    /** A taxpayer's number of either kind: the one of two groups of zones that is filled in. */
    TIN,
    NPI,
    DIAGNOSES,
    IDENTIFIER,
    /** A count, in digits. */
    NUMBER,
    PHONE,
    EMAIL,
    /** Of several boxes the one that is ticked; each zone's code is in {@code values}. */
    CHOICE,
    /** Whether a box is ticked. */
    FLAG,
    /** Follows from the form itself; {@code values} holds it. */
    CONSTANT
  }

  /**
   * How a value is made.
   *
   * @param zones names of zones, in the order of their parts
   * @param joins what stands before the second part, the third, and so on; the last of them before
   *     all further ones
   * @param lines which lines of a block belong to the value
   * @param pick whether all zones are parts of the value, or the first that is filled in holds it
   * @param values codes of the zones of a choice, or the one value of a constant
   */
  public record Field(
      Kind kind,
      List<String> zones,
      List<String> joins,
      Lines lines,
      Pick pick,
      List<String> values) {
    public Field {
      zones = List.copyOf(zones);
      joins = List.copyOf(joins);
      values = List.copyOf(values);
    }

    /** What stands before a part that is not the first. */
    String join(int part) {
      return joins.isEmpty() ? " " : joins.get(Math.max(0, Math.min(part, joins.size()) - 1));
    }
  }

  /** How several zones make one value. */
  public enum Pick {
    ALL,
    FIRST
  }

  /** Which lines of a block belong to a value. */
  public enum Lines {
    ALL,
    FIRST,
    AFTER_FIRST
  }
}
