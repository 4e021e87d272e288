package dev.lethe.policy.model;

/** How much harm a field's exposure does. */
public enum Sensitivity {
  PUBLIC,
  INTERNAL,
  PERSONAL,
  SENSITIVE
}
