package dev.lethe.retention.service;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.model.CertificateLedger.Unsigned;
import dev.lethe.retention.model.DeletionDetails;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.tenancy.model.TenantId;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * What a deletion certificate says, as canonical JSON (RFC 8785), in the terms of NIST SP 800-88r2.
 * Ids, codes, counts and times only: neither content nor a digest of it, which could be guessed.
 */
final class CertificateStatement {

  static final String STANDARD = "NIST SP 800-88r2";

  private final TenantId tenant;
  private final DeletionReceipt receipt;
  private final int objectsLeft;
  private final Optional<Duration> backupHorizon;

  /**
   * @param backupHorizon how long copies of the database are kept; empty if nobody said so
   */
  CertificateStatement(TenantId tenant, Unsigned unsigned, Optional<Duration> backupHorizon) {
    this.tenant = tenant;
    this.receipt = unsigned.receipt();
    this.objectsLeft = unsigned.objectsLeft();
    this.backupHorizon = backupHorizon;
  }

  byte[] canonical(Instant issuedAt) {
    String json =
        Json.createObjectBuilder()
            .add("version", 1)
            .add("id", receipt.id())
            .add("issued_at", issuedAt.toString())
            .add("tenant", tenant.value())
            .add("job", receipt.job())
            .add("trigger", receipt.trigger())
            .add("t1", receipt.deletedAt().toString())
            .add("t2", secondMoment())
            .add("sanitization", sanitization())
            .add("artefacts", artefacts())
            .add("keys_destroyed", texts(receipt.keysDestroyed()))
            .add("policy", policy())
            .add("hold_check", holdCheck())
            .add("kept", kept())
            .add("verification", verification())
            .add("residuals", residuals())
            .add("backup_horizon", horizon())
            .build()
            .toString();
    try {
      return new JsonCanonicalizer(json).getEncodedUTF8();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * When the epoch keys are destroyed, which a statement of each says when it has come; null where
   * no key was destroyed, or where no epoch wrapped it.
   */
  private JsonValue secondMoment() {
    List<DeletionDetails.Shred> epochs = receipt.details().epochs();
    if (epochs.isEmpty()) {
      return JsonValue.NULL;
    }
    return Json.createObjectBuilder()
        .add("epochs", texts(epochs.stream().map(DeletionDetails.Shred::epoch).toList()))
        .add(
            "due",
            epochs.stream()
                .map(DeletionDetails.Shred::endsAt)
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .toString())
        .build();
  }

  private boolean byKeys() {
    return !receipt.keysDestroyed().isEmpty();
  }

  /** Purge where content was sealed and its key is gone; clear where rows alone were removed. */
  private JsonObjectBuilder sanitization() {
    JsonArrayBuilder techniques = Json.createArrayBuilder();
    if (byKeys()) {
      techniques.add("cryptographic-erase");
    }
    if (receipt.counts().values().stream().anyMatch(count -> count > 0)) {
      techniques.add("removal");
    }
    return Json.createObjectBuilder()
        .add("standard", STANDARD)
        .add("method", byKeys() ? "purge" : "clear")
        .add("techniques", techniques);
  }

  private JsonArrayBuilder artefacts() {
    JsonArrayBuilder artefacts = Json.createArrayBuilder();
    if (receipt.details().erased().isEmpty()) {
      receipt
          .counts()
          .forEach(
              (artefact, objects) -> artefacts.add(artefact(artefact).add("objects", objects)));
    }
    for (DeletionDetails.Erased erased : receipt.details().erased()) {
      artefacts.add(
          artefact(erased.artefact())
              .add("store", erased.store().code())
              .add("objects", erased.objects())
              .add("delete_at", erased.deleteAt().toString()));
    }
    return artefacts;
  }

  private static JsonObjectBuilder artefact(ArtefactClass artefact) {
    return Json.createObjectBuilder()
        .add("class", artefact.apiName())
        .add("rule", "retention." + artefact.apiName());
  }

  private static JsonArrayBuilder texts(Collection<String> texts) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    texts.stream().sorted().forEach(array::add);
    return array;
  }

  private JsonObjectBuilder policy() {
    JsonObjectBuilder policy = Json.createObjectBuilder().add("version", receipt.policyVersion());
    if (!receipt.details().policyId().isEmpty()) {
      policy
          .add("id", receipt.details().policyId())
          .add("sha256", receipt.details().policySha256());
    }
    return policy;
  }

  /** No row that a hold counts is deleted: the database itself refuses it. */
  private JsonObjectBuilder holdCheck() {
    return Json.createObjectBuilder()
        .add("at", receipt.deletedAt().toString())
        .add("erased_under_hold", 0)
        .add(
            "held",
            texts(
                receipt.details().kept().stream()
                    .filter(DeletionDetails.Kept::held)
                    .map(kept -> kept.artefact().apiName())
                    .toList()));
  }

  private JsonArrayBuilder kept() {
    JsonArrayBuilder array = Json.createArrayBuilder();
    for (DeletionDetails.Kept kept : receipt.details().kept()) {
      array.add(
          Json.createObjectBuilder()
              .add("class", kept.artefact().apiName())
              .add("delete_at", kept.deleteAt().toString())
              .add("held", kept.held()));
    }
    return array;
  }

  /** A deletion whose reading back finds something is undone and has no receipt. */
  private JsonObjectBuilder verification() {
    return Json.createObjectBuilder()
        .add("at", receipt.deletedAt().toString())
        .add("rows", "absent")
        .add("keys", "absent")
        .add("objects", objectsLeft == 0 ? "absent" : "without-key");
  }

  private JsonArrayBuilder residuals() {
    JsonArrayBuilder residuals = Json.createArrayBuilder();
    if (objectsLeft > 0) {
      residuals.add(
          Json.createObjectBuilder()
              .add("what", "sealed-object-without-key")
              .add("where", Json.createArrayBuilder().add("document-store"))
              .add("objects", objectsLeft));
    }
    if (byKeys()) {
      residuals.add(
          Json.createObjectBuilder()
              .add("what", "copies-of-wrapped-key")
              .add("until", receipt.details().epochs().isEmpty() ? "backup_horizon" : "t2")
              .add(
                  "where",
                  Json.createArrayBuilder()
                      .add("dead-rows")
                      .add("write-ahead-log")
                      .add("backups")));
    }
    return residuals;
  }

  /** By when no backup has a copy of what was deleted any more. */
  private JsonValue horizon() {
    return backupHorizon
        .<JsonValue>map(
            horizon ->
                Json.createObjectBuilder()
                    .add("kept_for", horizon.toString())
                    .add("until", receipt.deletedAt().plus(horizon).toString())
                    .build())
        .orElse(JsonValue.NULL);
  }
}
