package dev.lethe.consent.model;

import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Purpose;
import dev.lethe.worker.PersonalText;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes requests to record a consent: one that policy allows, and the same with one thing changed.
 */
public final class ConsentRequests {

  private String purpose = "invoice_processing";
  private String basis = "consent";
  private Set<ConsentUse> uses = Set.of(ConsentUse.PROCESSING);
  private Set<DocumentClass> classes = Set.of();
  private Optional<Notice> notice =
      Optional.of(new Notice("2026-02", "0".repeat(64), Optional.of("de")));
  private Optional<PersonalText> subject = Optional.of(PersonalText.of("customer 17"));
  private Optional<Instant> given = Optional.empty();

  public static ConsentRequests permitted() {
    return new ConsentRequests();
  }

  public ConsentRequests purpose(String name) {
    purpose = name;
    return this;
  }

  public ConsentRequests basis(String name) {
    basis = name;
    return this;
  }

  public ConsentRequests uses(ConsentUse... some) {
    uses = EnumSet.copyOf(List.of(some));
    return this;
  }

  public ConsentRequests documentClass(String name) {
    classes = Set.of(new DocumentClass(name));
    return this;
  }

  public ConsentRequests notice(Optional<Notice> shown) {
    notice = shown;
    return this;
  }

  public ConsentRequests subject(Optional<PersonalText> who) {
    subject = who;
    return this;
  }

  public ConsentRequests given(Instant at) {
    given = Optional.of(at);
    return this;
  }

  public ConsentRequest make() {
    return new ConsentRequest(
        new Purpose(purpose),
        basis,
        uses,
        classes,
        notice,
        Optional.of("DE"),
        Optional.empty(),
        subject,
        ConsentMechanism.WEB_FORM,
        given,
        Optional.empty());
  }
}
