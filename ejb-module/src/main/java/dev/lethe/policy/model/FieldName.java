package dev.lethe.policy.model;

/** Canonical name of a field, for instance {@code invoice_total}. */
public record FieldName(String value) {
  public FieldName {
    if (!value.matches("[a-z][a-z0-9_]{0,63}")) {
      throw new IllegalArgumentException("not a field name");
    }
  }
}
