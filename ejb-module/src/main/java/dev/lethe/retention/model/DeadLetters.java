package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps what failed too often. Joins the running transaction. */
public interface DeadLetters {

  /**
   * Notes a failure of artefacts that had too many, and when they are tried again.
   *
   * @param tries from how many failures on
   * @return letters that this opened
   */
  List<DeadLetter> erasingFailed(
      TenantId tenant,
      String job,
      Set<ArtefactClass> artefacts,
      String cause,
      int tries,
      Instant now,
      Instant next);

  /**
   * The same of objects that their store does not remove.
   *
   * @param objects values of their names
   */
  List<DeadLetter> removingFailed(
      TenantId tenant,
      Collection<String> objects,
      String cause,
      int tries,
      Instant now,
      Instant next);

  /** Closes letters of what was deleted after all. */
  void erased(TenantId tenant, Collection<Erasure> erasures, Instant now);

  /** Closes letters of jobs of which no object waits for its removal any more. */
  void removed(TenantId tenant, Instant now);

  /** Open letters, newest first. */
  List<DeadLetter> open(TenantId tenant, int offset, int limit);

  /**
   * Closes a letter and makes what it is about due at once, as if it had never failed; if it fails
   * again too often, another letter is opened.
   *
   * @return empty if there is no such open letter
   */
  Optional<DeadLetter> requeue(TenantId tenant, String id, String by, Instant now);
}
