package dev.lethe.jobs.adapter.worker;

/** Whose document a process may read after its first. */
public enum Reuse {
  /** Nobody's: every document has a process of its own. */
  NEVER,
  /** The same tenant's. */
  SAME_TENANT
}
