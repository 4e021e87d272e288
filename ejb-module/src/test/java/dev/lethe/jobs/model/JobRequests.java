package dev.lethe.jobs.model;

import dev.lethe.consent.model.ConsentClaim;
import dev.lethe.consent.model.ConsentContext;
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
import java.util.stream.Stream;

/** Makes requests: a permitted one, and the same with one thing changed. */
public final class JobRequests {

  private String purpose = "invoice_processing";
  private Optional<ConsentClaim> consent =
      Optional.of(new ConsentContext("customer_authorized", false, true));
  private JobMode mode = JobMode.EXTRACT;
  private List<String> output = List.of("vendor_name", "invoice_total", "due_date", "iban");
  private OptionalInt retentionDays = OptionalInt.of(7);
  private Optional<DocumentClass> documentClass = Optional.empty();
  private List<Integer> pages = List.of();
  private List<Region> regions = List.of();
  private Optional<ResidencyRegion> residency = Optional.empty();
  private Optional<PersonalText> subject = Optional.empty();
  private Optional<RetentionMode> retentionMode = Optional.empty();

  public static JobRequests permitted() {
    return new JobRequests();
  }

  /** The class alone. */
  public JobRequests classification() {
    mode = JobMode.CLASSIFY;
    return output().noRetentionDays();
  }

  public JobRequests purpose(String name) {
    purpose = name;
    return this;
  }

  public JobRequests consent(ConsentClaim context) {
    consent = Optional.ofNullable(context);
    return this;
  }

  public JobRequests output(String... names) {
    output = List.of(names);
    return this;
  }

  public JobRequests retentionDays(int days) {
    retentionDays = OptionalInt.of(days);
    return this;
  }

  public JobRequests noRetentionDays() {
    retentionDays = OptionalInt.empty();
    return this;
  }

  public JobRequests retentionMode(RetentionMode mode) {
    retentionMode = Optional.of(mode);
    return this;
  }

  public JobRequests documentClass(String name) {
    documentClass = Optional.of(new DocumentClass(name));
    return this;
  }

  public JobRequests pages(Integer... numbers) {
    pages = List.of(numbers);
    return this;
  }

  public JobRequests regions(Region... rectangles) {
    regions = List.of(rectangles);
    return this;
  }

  public JobRequests residency(String region) {
    residency = Optional.of(new ResidencyRegion(region));
    return this;
  }

  public JobRequests subject(String reference) {
    subject = Optional.of(PersonalText.of(reference));
    return this;
  }

  public JobRequest make() {
    return new JobRequest(
        new Purpose(purpose),
        mode,
        consent,
        Stream.of(output).flatMap(List::stream).map(FieldName::new).toList(),
        retentionDays,
        documentClass,
        pages,
        regions,
        residency,
        Optional.of("en"),
        subject,
        retentionMode);
  }
}
