package dev.lethe.jobs.model;

import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.model.RetentionMode;
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
    Optional<String> language,
    RetentionMode retentionMode) {

  public JobScope {
    output = List.copyOf(output);
    pages = List.copyOf(pages);
    regions = List.copyOf(regions);
  }

  /** Whether the class is all that is wanted. */
  public boolean isClassification() {
    return mode == JobMode.CLASSIFY;
  }

  /** Whether document and result stay in memory and are gone before the answer leaves. */
  public boolean keepsNothing() {
    return isClassification() || retentionMode == RetentionMode.ZERO;
  }

  /** Whether the result is deleted by its delivery. */
  public boolean isDeliveredOnce() {
    return retentionMode == RetentionMode.DELETE_ON_RETRIEVAL;
  }

  /**
   * @param retentionMode as policy allows it
   */
  public static JobScope of(JobRequest request, RetentionMode retentionMode) {
    return new JobScope(
        request.purpose(),
        request.mode(),
        request.output(),
        request.documentClass(),
        request.pages(),
        request.regions(),
        request.language(),
        retentionMode);
  }
}
