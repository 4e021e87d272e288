package dev.lethe.policy.model;

/** Name of a processing purpose, for instance {@code invoice_processing}. */
public record Purpose(String name) {
  public Purpose {
    if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
      throw new IllegalArgumentException("not a purpose");
    }
  }
}
