package dev.lethe.policy.model;

/** Whose document a process may read after one of a zone. */
public enum Isolation {
  /** Another one of the same tenant. */
  SAME_TENANT,
  /** Nobody's: it has read nothing before and ends afterwards. */
  SINGLE_USE
}
