package dev.lethe.api.consents;

import dev.lethe.api.json.RequestErrors;
import dev.lethe.api.json.RequestObject;
import dev.lethe.api.uploads.SlotAddress;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.DataSubject;
import dev.lethe.consent.model.WithdrawalTarget;
import dev.lethe.jobs.model.JobId;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the request to withdraw. */
final class WithdrawalRequestReader {

  private static final Set<String> TARGETS =
      Set.of("consent", "job", "document_url", "subject_ref");
  private static final Set<String> ALL =
      Set.of("consent", "job", "document_url", "subject_ref", "reason");
  private static final int MAX_REASON = 500;

  /** What is withdrawn and why. */
  record Wanted(WithdrawalTarget target, Optional<String> reason) {
    @Override
    public String toString() {
      return "Wanted[" + target.scope() + "]";
    }
  }

  private WithdrawalRequestReader() {}

  static Wanted read(InputStream body, SlotAddress slots) {
    RequestErrors errors = new RequestErrors();
    RequestObject root = RequestObject.read(body, errors, ALL);
    if (TARGETS.stream().filter(root::has).count() != 1) {
      root.malformed("exactly-one-target");
    }
    Optional<WithdrawalTarget> consent =
        root.text("consent", text -> new WithdrawalTarget.OfConsent(new ConsentId(text)));
    Optional<WithdrawalTarget> job =
        root.text("job", text -> new WithdrawalTarget.OfJob(new JobId(text).value()));
    Optional<String> address = root.text("document_url", text -> text);
    Optional<WithdrawalTarget> subject =
        root.text("subject_ref", text -> new WithdrawalTarget.OfSubject(DataSubject.named(text)));
    Optional<String> reason = root.text("reason", WithdrawalRequestReader::reason);
    errors.throwIfAny();
    Optional<WithdrawalTarget> document =
        address.map(url -> new WithdrawalTarget.OfDocument(slots.token(url)));
    return new Wanted(
        Stream.of(consent, job, document, subject)
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow(),
        reason);
  }

  private static String reason(String text) {
    if (text.isBlank() || text.length() > MAX_REASON) {
      throw new IllegalArgumentException("not a reason");
    }
    return text.strip();
  }
}
