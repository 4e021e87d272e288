package dev.lethe.consent.model;

import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Purpose;
import dev.lethe.worker.PersonalText;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A consent or another legal basis that is to be recorded, parsed and of the right form.
 *
 * @param uses flags that are on
 * @param reference what the basis stands on, if it demands that
 * @param subject the caller's reference to the data subject; only its keyed hash is kept
 * @param givenAt when the data subject gave it; empty for this moment
 * @param expiresAt empty for as long as policy allows
 */
public record ConsentRequest(
    Purpose purpose,
    String basis,
    Set<ConsentUse> uses,
    Set<DocumentClass> documentClasses,
    Optional<Notice> notice,
    Optional<String> jurisdiction,
    Optional<LegalReference> reference,
    Optional<PersonalText> subject,
    ConsentMechanism mechanism,
    Optional<Instant> givenAt,
    Optional<Instant> expiresAt) {

  public ConsentRequest {
    uses = Set.copyOf(uses);
    documentClasses = Set.copyOf(documentClasses);
  }
}
