package dev.lethe.keys.model;

import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Seals content under data keys of its own. Each key is wrapped by its tenant's key, kept in a
 * table of its own and can be destroyed alone, which makes all it sealed unreadable.
 */
public interface DataKeys {

  /**
   * Makes a key for an artefact of a job.
   *
   * @param artefact name of the artefact class, bound into the wrapping
   */
  FreshKey create(TenantId tenant, String job, String artefact);

  /**
   * A stream of the plaintext; reading it fails on any change of the ciphertext.
   *
   * @throws dev.lethe.problem.model.LetheException {@code job-gone} if the key was destroyed
   */
  InputStream opening(TenantId tenant, String keyId, InputStream sealed) throws IOException;

  /** Destroys the keys of a job's artefact; returns the ids of those that were there. */
  default List<String> destroy(TenantId tenant, String job, String artefact) {
    return destroy(tenant, List.of(new Owner(job, artefact))).getOrDefault(job, List.of());
  }

  /** The same for many at once: ids of the keys that were there, for each job that had some. */
  Map<String, List<String>> destroy(TenantId tenant, Collection<Owner> owners);

  /** Ids of the keys of owners that are there: read back after they were destroyed. */
  Set<String> remaining(TenantId tenant, Collection<Owner> owners);

  /** A key that was just made, ready to seal one content without being read again. */
  interface FreshKey {

    String id();

    /** A stream that encrypts what is written to it; closing it ends the ciphertext. */
    OutputStream sealing(OutputStream sealed) throws IOException;
  }

  /**
   * Whose keys.
   *
   * @param job value of the id of a job or an upload slot
   * @param artefact name of the artefact class
   */
  record Owner(String job, String artefact) {}
}
