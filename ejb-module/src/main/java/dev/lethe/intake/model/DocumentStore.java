package dev.lethe.intake.model;

import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps sealed content. What it is given is encrypted already; it never sees a document. Names are
 * random ({@link ObjectName}) and say nothing.
 */
public interface DocumentStore {

  /** Writes the sealed bytes to the store's stream. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream store) throws IOException;
  }

  /**
   * Keeps what the content writes, replacing nothing. It is there whole or not at all: when this
   * fails, nothing is left.
   *
   * @throws IOException also when the name is taken
   * @throws dev.lethe.problem.model.LetheException {@code capacity} if there is no room; and
   *     whatever the content throws
   */
  void put(TenantId tenant, ObjectName object, Content content) throws IOException;

  /**
   * The sealed bytes, or empty if there are none.
   *
   * @throws IOException if that cannot be found out; also while the bytes are read, when they are
   *     not to be had any more
   */
  Optional<InputStream> open(TenantId tenant, ObjectName object) throws IOException;

  /** Removes it; absent already is fine. Returns whether something was removed. */
  boolean delete(TenantId tenant, ObjectName object) throws IOException;

  /**
   * The same for many, which may cost less than each by itself; those that were removed before a
   * failure stay removed.
   */
  default void delete(TenantId tenant, Collection<ObjectName> objects) throws IOException {
    for (ObjectName object : objects) {
      delete(tenant, object);
    }
  }

  /**
   * Whether there is such an object, or a part of one that never became whole. False is said only
   * of what is not there.
   *
   * @throws IOException if that cannot be found out, as when the store is away
   */
  boolean exists(TenantId tenant, ObjectName object) throws IOException;

  /**
   * Those of the objects that are there, which may cost less than to ask for each by itself.
   *
   * @throws IOException as {@link #exists}
   */
  default Set<ObjectName> existing(TenantId tenant, Collection<ObjectName> objects)
      throws IOException {
    Set<ObjectName> existing = new HashSet<>();
    for (ObjectName object : objects) {
      if (exists(tenant, object)) {
        existing.add(object);
      }
    }
    return existing;
  }

  /**
   * Lets somebody else write one object, without going through here; empty if this store has no
   * such thing. What is written so is not sealed by us.
   *
   * @param bytes exactly
   * @param life from now
   */
  default Optional<WriteOnce> writeOnce(
      TenantId tenant, ObjectName object, long bytes, Duration life) {
    return Optional.empty();
  }

  /** Whether the store can be reached, as far as it is known without waiting for long. */
  default boolean answers() {
    return true;
  }

  /**
   * What has lain here since before a time, also parts of what never became whole: the sweep
   * compares it with what is known.
   */
  List<ObjectName> olderThan(TenantId tenant, Instant time) throws IOException;
}
