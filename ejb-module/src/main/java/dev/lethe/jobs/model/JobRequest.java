package dev.lethe.jobs.model;

import dev.lethe.consent.model.ConsentClaim;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.model.ResidencyRegion;
import dev.lethe.policy.model.RetentionMode;
import dev.lethe.worker.PersonalText;
import dev.lethe.worker.Region;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a caller asks for, parsed and of the right form; whether policy allows it is decided later.
 *
 * @param consent carried, or a reference to a recorded one
 * @param mode whether fields are wanted or the class alone
 * @param output fields wanted, in the order of the request
 * @param retentionDays days that the result is kept; empty for the policy's default
 * @param pages from 1; empty for all
 * @param regions of interest; empty for whole pages
 * @param residency region to which the job is pinned
 * @param language ISO 639-1
 * @param subjectRef the caller's name for the data subject; only its keyed hash is kept
 * @param retentionMode how the result is kept; empty for what the purpose allows
 */
public record JobRequest(
    Purpose purpose,
    JobMode mode,
    Optional<ConsentClaim> consent,
    List<FieldName> output,
    OptionalInt retentionDays,
    Optional<DocumentClass> documentClass,
    List<Integer> pages,
    List<Region> regions,
    Optional<ResidencyRegion> residency,
    Optional<String> language,
    Optional<PersonalText> subjectRef,
    Optional<RetentionMode> retentionMode) {

  public JobRequest {
    output = List.copyOf(output);
    pages = List.copyOf(pages);
    regions = List.copyOf(regions);
  }
}
