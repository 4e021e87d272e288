package dev.lethe.api;

import dev.lethe.jobs.model.FieldView;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.JobView;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.Isolation;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyVersion;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.model.ResidencyRegion;
import dev.lethe.policy.model.RetentionMode;
import dev.lethe.policy.model.Sensitivity;
import dev.lethe.policy.model.TrustZone;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.RetentionBlock;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.PersonalText;
import dev.lethe.worker.Polygon;
import dev.lethe.worker.Provenance;
import dev.lethe.worker.Validation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Invented things of the domain. */
public final class Samples {

  public static final JobId JOB = new JobId("job_0123456789abcdef0123456789abcdef");
  public static final String CERTIFICATE = "cert_0123456789abcdef0123456789abcdef";
  public static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  public static final PolicyVersion POLICY = new PolicyVersion("lethe-standard", "3", "ab12");

  private Samples() {}

  public static Caller caller(Role... roles) {
    return new Caller(new TenantId("northwind"), new ActorId("client-1"), Set.of(roles));
  }

  public static PolicyBundle policy() {
    FieldName total = new FieldName("invoice_total");
    DocumentClass invoice = new DocumentClass("invoice");
    return new PolicyBundle(
        POLICY,
        Map.of(
            new Purpose("invoice_processing"),
            new PolicyBundle.PurposeRule(
                "Paying invoices",
                Set.of(invoice),
                Set.of(total),
                Set.of("customer_authorized"),
                Set.of(Role.SUBMITTER),
                true,
                false,
                true,
                Duration.ofDays(365),
                Set.of(),
                Set.of(RetentionMode.STANDARD))),
        Map.of(
            "customer_authorized",
            new PolicyBundle.LegalBasisRule(
                "agreed", "a", PolicyBundle.EndedBy.WITHDRAWAL, Set.of())),
        Map.of(
            invoice, new PolicyBundle.DocumentClassRule(Set.of(total), new TrustZone("standard"))),
        Map.of(
            new TrustZone("standard"),
            new PolicyBundle.TrustZoneRule(
                1,
                Isolation.SAME_TENANT,
                "local",
                Set.of(new ResidencyRegion("eu-central")),
                Sensitivity.SENSITIVE,
                Sensitivity.PERSONAL,
                Map.of())),
        Map.of(
            total,
            new PolicyBundle.FieldRule(
                FieldType.AMOUNT, Sensitivity.INTERNAL, PolicyBundle.Mask.NONE)),
        Map.of(
            ArtefactClass.SOURCE,
            new PolicyBundle.RetentionRule(
                Duration.ofMinutes(30), Duration.ofMinutes(1), Duration.ofDays(1))),
        List.of(),
        List.of(),
        Set.of(new ResidencyRegion("eu-central")),
        new ResidencyRegion("eu-central"),
        new PolicyBundle.IntakeLimits(
            1_000_000,
            20,
            50_000_000,
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            Duration.ofSeconds(60)),
        new PolicyBundle.RedactionRule(Sensitivity.PERSONAL, 3, 50),
        new PolicyBundle.AccessRule(
            Map.of(
                Permission.SUBMIT, Set.of(Role.SUBMITTER),
                Permission.REVEAL, Set.of(Role.PRIVILEGED_REVEAL)),
            Map.of(Sensitivity.INTERNAL, Set.of(Role.PRIVILEGED_REVEAL))),
        Map.of(),
        Map.of());
  }

  public static JobView job(JobState state) {
    return view(state, List.of(), Optional.empty());
  }

  public static JobView failed(ProblemCode code) {
    return view(JobState.FAILED, List.of(), Optional.of(code));
  }

  public static JobView done() {
    return view(JobState.DONE, List.of(found(), absent()), Optional.empty());
  }

  private static FieldView found() {
    return new FieldView(
        new FieldName("invoice_total"),
        FieldType.AMOUNT,
        Optional.of(PersonalText.of("1,234.50")),
        Optional.of(PersonalText.of("1234.50")),
        false,
        0.97,
        Sensitivity.INTERNAL,
        1,
        Optional.of(Polygon.ofBox(0.1, 0.2, 0.3, 0.4)),
        List.of(new Validation("amount-sum", Validation.Outcome.PASSED, "")),
        Optional.empty());
  }

  private static FieldView absent() {
    return new FieldView(
        new FieldName("due_date"),
        FieldType.DATE,
        Optional.empty(),
        Optional.empty(),
        false,
        0,
        Sensitivity.INTERNAL,
        0,
        Optional.empty(),
        List.of(),
        Optional.of("not-found"));
  }

  private static JobView view(
      JobState state, List<FieldView> fields, Optional<ProblemCode> problem) {
    return new JobView(
        JOB,
        state,
        new Purpose("invoice_processing"),
        NOW,
        state == JobState.DONE ? Optional.of(NOW.plusSeconds(1)) : Optional.empty(),
        Optional.of(new DocumentClass("invoice")),
        OptionalDouble.empty(),
        1,
        fields,
        new RetentionBlock(
            "lethe-standard",
            "3",
            List.of(
                new RetentionBlock.Deadline(
                    ArtefactClass.SOURCE,
                    NOW.plusSeconds(1800),
                    state == JobState.DELETED ? Optional.of(NOW) : Optional.empty(),
                    state == JobState.DELETED ? Optional.of(CERTIFICATE) : Optional.empty(),
                    false))),
        POLICY,
        new ResidencyRegion("eu-central"),
        state == JobState.DONE
            ? Optional.of(new Provenance("lethe 0.1", "tesseract 5.5", "eng", "rules 1"))
            : Optional.empty(),
        state == JobState.DONE ? Optional.of(512L) : Optional.empty(),
        problem,
        RetentionMode.STANDARD);
  }
}
