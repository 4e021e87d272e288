package dev.lethe.policy.model;

/** Canonical name of a document class, for instance {@code invoice}. */
public record DocumentClass(String name) {
  public DocumentClass {
    if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
      throw new IllegalArgumentException("not a document class");
    }
  }
}
