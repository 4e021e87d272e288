package dev.lethe.worker;

import java.util.Objects;

/**
 * A field that the worker may return.
 *
 * @param name canonical name, for instance {@code invoice_total}
 */
public record FieldRequest(String name, FieldType type) {

  public FieldRequest {
    if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
      throw new IllegalArgumentException("not a field name");
    }
    Objects.requireNonNull(type);
  }
}
