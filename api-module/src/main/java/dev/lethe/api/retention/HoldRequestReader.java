package dev.lethe.api.retention;

import dev.lethe.api.json.RequestErrors;
import dev.lethe.api.json.RequestObject;
import dev.lethe.consent.model.DataSubject;
import dev.lethe.jobs.model.JobId;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.model.ResidencyRegion;
import dev.lethe.retention.model.HoldReason;
import dev.lethe.retention.model.HoldScope;
import dev.lethe.retention.service.HoldService;
import dev.lethe.worker.PersonalText;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what is asked of holds. */
final class HoldRequestReader {

  private static final Set<String> HOLD =
      Set.of("case", "reason", "scope", "artefacts", "review_at");
  private static final Set<String> SCOPE =
      Set.of(
          "jobs",
          "subject_ref",
          "document_class",
          "purpose",
          "region",
          "created_from",
          "created_until");

  private HoldRequestReader() {}

  static HoldService.Wanted hold(InputStream body) {
    RequestErrors errors = new RequestErrors();
    RequestObject root = RequestObject.read(body, errors, HOLD);
    root.require("case", "reason", "scope", "review_at");
    Optional<String> reference = root.text("case", HoldRequestReader::caseReference);
    Optional<HoldReason> reason = root.text("reason", HoldReason::ofApiName);
    List<ArtefactClass> artefacts =
        root.texts("artefacts", 1, ArtefactClass.values().length, HoldRequestReader::artefact);
    Set<ArtefactClass> classes = EnumSet.allOf(ArtefactClass.class);
    if (root.has("artefacts")) {
      classes.retainAll(artefacts);
    }
    Optional<Instant> reviewAt = root.text("review_at", HoldRequestReader::instant);
    Optional<RequestObject> scope = root.object("scope", SCOPE);
    List<String> jobs =
        scope
            .map(of -> of.texts("jobs", 1, HoldScope.MOST_JOBS, text -> new JobId(text).value()))
            .orElse(List.of());
    Optional<PersonalText> subject =
        scope.flatMap(of -> of.text("subject_ref", HoldRequestReader::subject));
    Optional<DocumentClass> documentClass =
        scope.flatMap(of -> of.text("document_class", DocumentClass::new));
    Optional<String> purpose =
        scope.flatMap(of -> of.text("purpose", text -> new Purpose(text).name()));
    Optional<String> region =
        scope.flatMap(of -> of.text("region", text -> new ResidencyRegion(text).name()));
    Optional<Instant> from =
        scope.flatMap(of -> of.text("created_from", HoldRequestReader::instant));
    Optional<Instant> until =
        scope.flatMap(of -> of.text("created_until", HoldRequestReader::instant));
    errors.throwIfAny();
    return new HoldService.Wanted(
        reference.orElseThrow(),
        reason.orElseThrow(),
        new HoldScope(jobs, Optional.empty(), documentClass, purpose, region, from, until, classes),
        subject,
        reviewAt.orElseThrow());
  }

  static Instant review(InputStream body) {
    RequestErrors errors = new RequestErrors();
    RequestObject root = RequestObject.read(body, errors, Set.of("review_at"));
    root.require("review_at");
    Optional<Instant> next = root.text("review_at", HoldRequestReader::instant);
    errors.throwIfAny();
    return next.orElseThrow();
  }

  private static PersonalText subject(String name) {
    return DataSubject.named(name).reference();
  }

  private static String caseReference(String text) {
    if (!text.matches(HoldRequests.CASE)) {
      throw new IllegalArgumentException("not a reference of a case");
    }
    return text;
  }

  private static ArtefactClass artefact(String name) {
    for (ArtefactClass artefact : ArtefactClass.values()) {
      if (artefact.apiName().equals(name)) {
        return artefact;
      }
    }
    throw new IllegalArgumentException("not a class of artefacts");
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a time", e);
    }
  }
}
