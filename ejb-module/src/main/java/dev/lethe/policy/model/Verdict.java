package dev.lethe.policy.model;

/** How a changed rule compares with the one before. */
public enum Verdict {
  WEAKER,
  STRONGER,
  NEUTRAL
}
