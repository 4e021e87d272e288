package dev.lethe.api.consents;

import dev.lethe.api.json.RequestErrors;
import dev.lethe.api.json.RequestObject;
import dev.lethe.consent.model.ConsentContext;
import dev.lethe.consent.model.ConsentMechanism;
import dev.lethe.consent.model.ConsentRequest;
import dev.lethe.consent.model.ConsentTerms;
import dev.lethe.consent.model.ConsentUse;
import dev.lethe.consent.model.DataSubject;
import dev.lethe.consent.model.LegalReference;
import dev.lethe.consent.model.Notice;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Purpose;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Reads the request to record a consent, which has exactly one shape. */
final class ConsentRequestReader {

  private static final Set<String> ALL =
      Set.of(
          "purpose",
          "basis",
          "uses",
          "document_classes",
          "notice",
          "jurisdiction",
          "reference",
          "subject_ref",
          "mechanism",
          "given_at",
          "expires_at");
  private static final Set<String> USES =
      Set.of("processing", "manual_review", "analytics", "model_improvement", "troubleshooting");
  private static final int MAX_CLASSES = 32;

  private ConsentRequestReader() {}

  static ConsentRequest read(InputStream body) {
    RequestErrors errors = new RequestErrors();
    RequestObject root = RequestObject.read(body, errors, ALL);
    root.require("purpose", "basis", "uses", "mechanism");
    Optional<Purpose> purpose = root.text("purpose", Purpose::new);
    Optional<String> basis =
        root.text("basis", text -> new ConsentContext(text, false, false).basis());
    Set<ConsentUse> uses = EnumSet.noneOf(ConsentUse.class);
    root.object("uses", USES).ifPresent(object -> readUses(object, uses));
    var classes = root.texts("document_classes", 1, MAX_CLASSES, DocumentClass::new);
    Optional<Notice> notice =
        root.object("notice", NoticeReader.PROPERTIES).flatMap(NoticeReader::read);
    var jurisdiction = root.text("jurisdiction", ConsentRequestReader::jurisdiction);
    var reference = root.text("reference", LegalReference::of);
    Optional<DataSubject> subject = root.text("subject_ref", DataSubject::named);
    var mechanism =
        root.text(
            "mechanism",
            text ->
                ConsentMechanism.ofApiName(text)
                    .filter(one -> one != ConsentMechanism.REQUEST_DECLARATION)
                    .orElseThrow(IllegalArgumentException::new));
    Optional<Instant> given = root.text("given_at", ConsentRequestReader::time);
    Optional<Instant> expires = root.text("expires_at", ConsentRequestReader::time);
    errors.throwIfAny();
    return new ConsentRequest(
        purpose.orElseThrow(),
        basis.orElseThrow(),
        uses,
        Set.copyOf(classes),
        notice,
        jurisdiction,
        reference,
        subject.map(DataSubject::reference),
        mechanism.orElseThrow(),
        given,
        expires);
  }

  private static void readUses(RequestObject object, Set<ConsentUse> uses) {
    object.require("processing");
    for (ConsentUse use : ConsentUse.values()) {
      object.flag(use.apiName()).filter(on -> on).ifPresent(on -> uses.add(use));
    }
  }

  private static String jurisdiction(String text) {
    if (!ConsentTerms.isJurisdiction(text)) {
      throw new IllegalArgumentException("not a jurisdiction");
    }
    return text;
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a time");
    }
  }
}
