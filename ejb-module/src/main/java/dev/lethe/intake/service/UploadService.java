package dev.lethe.intake.service;

import dev.lethe.intake.model.DirectSlot;
import dev.lethe.intake.model.UploadSlot;
import dev.lethe.tenancy.model.Caller;
import java.io.InputStream;
import java.util.Optional;

/** Short-lived, write-only, single-use places to put a document before its job is submitted. */
public interface UploadService {

  /** Opens a slot. Needs the role submitter. */
  UploadSlot open(Caller caller);

  /**
   * Opens a slot whose document goes to the store without passing through here, encrypted by who
   * sends it to a key of the slot. Needs the role submitter.
   *
   * @param bytes size of the document in clear
   * @throws dev.lethe.problem.model.LetheException {@code not-found} where the store has none of
   *     these, {@code too-large}
   */
  DirectSlot openDirect(Caller caller, long bytes);

  /**
   * Fills a slot, once. The token is the whole authority; it allows nothing but this.
   *
   * @param contentDigest value of the request's Content-Digest (RFC 9530), checked if given
   * @throws dev.lethe.problem.model.LetheException {@code not-found}, {@code slot-expired}, {@code
   *     slot-used}, {@code too-large}, {@code type-unsupported}, {@code digest-mismatch}
   */
  void fill(String token, InputStream content, Optional<String> contentDigest);
}
