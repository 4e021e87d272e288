package dev.lethe.keys.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The epochs of data keys: one for each tenant, artefact class and day on which what is sealed is
 * due. When an epoch's key is destroyed, every copy of what it wrapped is lost: the second moment
 * of the deletions in it (t2). Joins the running transaction, but for {@link #shred}.
 */
public interface ShredEpochs {

  /**
   * The longest from the deadline of an artefact to the destruction of its epoch's key, in seconds:
   * the rest of the day, a quarter of an hour for deletions around midnight, and five minutes until
   * a run of the sweep has come to it.
   */
  long AFTER_DEADLINE_SECONDS = 86_400 + 900 + 300;

  /**
   * An epoch.
   *
   * @param artefact name of the class of artefacts, as the API has it
   * @param day on which what it wraps is due, in UTC
   * @param endsAt from when on its key is destroyed
   * @param destroyedAt t2
   * @param jws signed statement of the destruction
   */
  record Epoch(
      String id,
      String artefact,
      LocalDate day,
      Instant endsAt,
      Optional<Instant> destroyedAt,
      Optional<String> jws) {}

  /**
   * Epochs of the keys that owners have, by job; to be asked before the keys are destroyed. Holds
   * the keys, so that none is moved to another epoch meanwhile.
   */
  Map<String, List<Epoch>> of(TenantId tenant, Collection<DataKeys.Owner> owners);

  Optional<Epoch> find(TenantId tenant, String id);

  /** Epochs whose time is over and whose key is there, longest over first. */
  List<Epoch> over(TenantId tenant, Instant now, int limit);

  /** Takes no more keys into an epoch. */
  void close(TenantId tenant, String epoch, Instant now);

  /**
   * Wraps keys of a closed epoch that are still needed, because a hold or a failure keeps what they
   * seal, by later epochs.
   *
   * @return how many; less than the limit when none is left that nobody else holds
   */
  int moveLive(TenantId tenant, String epoch, int limit);

  /** Whose keys an epoch still wraps. */
  List<DataKeys.Owner> left(TenantId tenant, String epoch, int limit);

  /** How many keys an epoch wraps. */
  long wraps(TenantId tenant, String epoch);

  /**
   * Destroys the key of a closed epoch that wraps nothing. A key that is destroyed already is no
   * error.
   *
   * @throws dev.lethe.problem.model.LetheException {@code keys-unavailable} if the vault cannot be
   *     reached
   */
  void shred(TenantId tenant, String epoch);

  /** Notes the destruction. */
  void shredded(TenantId tenant, String epoch, Instant now, String jws);

  void putOff(TenantId tenant, String epoch, Instant nextAttempt);

  /** Destroys old keys of epochs that the database does not know: their creation was undone. */
  int removeStrays(TenantId tenant, Instant before);
}
