package dev.lethe.jobs.model;

import dev.lethe.consent.model.ConsentContext;
import dev.lethe.policy.model.ResidencyRegion;
import dev.lethe.policy.model.RetentionMode;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.DefaultPolicy;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.PersonalText;
import dev.lethe.worker.Polygon;
import dev.lethe.worker.Provenance;
import dev.lethe.worker.Validation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes jobs and results. */
public final class Jobs {

  public static final Provenance PROVENANCE =
      new Provenance("engine 1", "tesseract 5.5 (lstm)", "eng sha256:ab", "extractor 1");

  private Jobs() {}

  public static Job admitted(TenantId tenant, Instant now) {
    return Job.admitted(
        tenant,
        JobId.random(),
        new ActorId("app"),
        JobScope.of(
            JobRequests.permitted().documentClass("invoice").pages(1, 2).make(),
            RetentionMode.STANDARD),
        new ConsentContext("customer_authorized", false, true),
        new ResidencyRegion("eu-central"),
        DefaultPolicy.BUNDLE.version(),
        now);
  }

  public static Job.Outcome outcome() {
    return new Job.Outcome(
        Optional.of(new dev.lethe.policy.model.DocumentClass("invoice")), 2, 120, PROVENANCE);
  }

  public static ExtractedField found(String name, FieldType type, String raw, String normalized) {
    return new ExtractedField(
        name,
        type,
        Optional.of(PersonalText.of(raw)),
        Optional.of(PersonalText.of(normalized)),
        0.93,
        1,
        Optional.of(Polygon.ofBox(0.1, 0.2, 0.3, 0.4)),
        List.of(new Validation("well-formed", Validation.Outcome.PASSED, "")),
        Optional.empty());
  }
}
