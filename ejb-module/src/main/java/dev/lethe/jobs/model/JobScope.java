package dev.lethe.jobs.model;

import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.Purpose;
import dev.lethe.worker.Region;
import java.util.List;
import java.util.Optional;

/** What a job is for and what of its document is read: the part of the request that is kept. */
public record JobScope(
    Purpose purpose,
    JobMode mode,
    List<FieldName> output,
    Optional<DocumentClass> documentClass,
    List<Integer> pages,
    List<Region> regions,
    Optional<String> language) {

  public JobScope {
    output = List.copyOf(output);
    pages = List.copyOf(pages);
    regions = List.copyOf(regions);
  }

  /** Whether the class is all that is wanted. */
  public boolean isClassification() {
    return mode == JobMode.CLASSIFY;
  }

  public static JobScope of(JobRequest request) {
    return new JobScope(
        request.purpose(),
        request.mode(),
        request.output(),
        request.documentClass(),
        request.pages(),
        request.regions(),
        request.language());
  }
}
