package dev.lethe.consent.service;

import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentUse;
import dev.lethe.consent.model.Notice;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.PolicyBundle.EndedBy;
import dev.lethe.policy.model.PolicyBundle.LegalBasisRule;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A record's receipt (ISO/IEC TS 27560:2023, 6.4) as JSON-LD in the terms of the Data Privacy
 * Vocabulary and its profile of the standard. It names the data subject by the random id alone.
 */
final class ConsentReceipt {

  private static final String CONFORMS = "https://w3id.org/dpv/schema/dpv-27560#receipt";
  private static final String RECORD = "https://w3id.org/dpv/schema/dpv-27560#record";

  private final ConsentRecord record;
  private final Optional<LegalBasisRule> basis;

  /**
   * @param basis the rule of the record's legal basis, if policy still has one
   */
  ConsentReceipt(ConsentRecord record, Optional<LegalBasisRule> basis) {
    this.record = record;
    this.basis = basis;
  }

  /**
   * The receipt as JSON-LD.
   *
   * @param address of the record
   * @param now when it is handed out
   */
  String json(String address, Instant now) {
    return Json.createObjectBuilder()
        .add("@context", context())
        .add("@id", address + "/receipt")
        .add("@type", "dpv:ConsentReceipt")
        .add("dct:conformsTo", CONFORMS)
        .add("dct:created", time(now))
        .add("dpv:hasRecordOfActivity", record(address, now))
        .build()
        .toString();
  }

  private static JsonObjectBuilder context() {
    return Json.createObjectBuilder()
        .add("dpv", "https://w3id.org/dpv#")
        .add("eu-gdpr", "https://w3id.org/dpv/legal/eu/gdpr#")
        .add("loc", "https://w3id.org/dpv/loc#")
        .add("dct", "http://purl.org/dc/terms/")
        .add("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
        .add("schema", "https://schema.org/")
        .add("xsd", "http://www.w3.org/2001/XMLSchema#");
  }

  /** Header (6.3.3), processing (6.3.4), parties (6.3.6) and events (6.3.7). */
  private JsonObjectBuilder record(String address, Instant now) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("@id", address)
            .add("@type", isConsent() ? "dpv:ConsentRecord" : "dpv:RecordsOfActivities")
            .add("dct:identifier", record.id().value())
            .add("dct:conformsTo", RECORD)
            .add("dct:created", time(record.recordedAt()))
            .add("dpv:hasDataSubject", subject())
            .add("dpv:hasProcess", processes())
            .add("dpv:hasConsentStatus", statuses(now));
    record.terms().jurisdiction().ifPresent(code -> json.add("dpv:hasJurisdiction", "loc:" + code));
    record.terms().notice().ifPresent(notice -> json.add("dpv:hasNotice", notice(notice)));
    record.terms().reference().ifPresent(text -> json.add("dct:references", text));
    return json;
  }

  private boolean isConsent() {
    return basis.map(LegalBasisRule::endedBy).orElse(EndedBy.NONE) == EndedBy.WITHDRAWAL;
  }

  private JsonObjectBuilder subject() {
    JsonObjectBuilder json = Json.createObjectBuilder().add("@type", "dpv:DataSubject");
    record.subject().ifPresent(id -> json.add("@id", "urn:lethe:subject:" + id));
    return json;
  }

  /** One process for each flag, given or not, so that none is taken for granted. */
  private JsonArrayBuilder processes() {
    JsonArrayBuilder processes = Json.createArrayBuilder();
    Arrays.stream(ConsentUse.values()).forEach(use -> processes.add(process(use)));
    return processes;
  }

  private JsonObjectBuilder process(ConsentUse use) {
    boolean given = record.terms().permits(use);
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("@type", "dpv:Process")
            .add("dct:title", use.apiName())
            .add("dpv:hasPurpose", purpose(use))
            .add("dpv:hasRule", given ? "dpv:Permission" : "dpv:Prohibition");
    if (given) {
      json.add("dpv:hasLegalBasis", legalBasis());
      json.add("dpv:hasPersonalData", personalData());
      record
          .expiresAt()
          .map(end -> Duration.between(record.givenAt(), end))
          .ifPresent(life -> json.add("dpv:hasDuration", duration(life)));
    }
    return json;
  }

  private JsonObjectBuilder purpose(ConsentUse use) {
    String type =
        switch (use) {
          case PROCESSING -> "dpv:ServiceProvision";
          case MANUAL_REVIEW -> "dpv:ServiceProvision";
          case ANALYTICS -> "dpv:ServiceUsageAnalytics";
          case MODEL_IMPROVEMENT -> "dpv:ServiceOptimisation";
          case TROUBLESHOOTING -> "dpv:TechnicalServiceProvision";
        };
    return Json.createObjectBuilder()
        .add("@type", type)
        .add("@id", "urn:lethe:purpose:" + record.terms().purpose().name() + ":" + use.apiName())
        .add("dct:title", record.terms().purpose().name());
  }

  private JsonArrayBuilder legalBasis() {
    JsonArrayBuilder bases = Json.createArrayBuilder();
    basis.ifPresent(rule -> bases.add("eu-gdpr:A6-1-" + rule.gdpr()));
    return bases.add("urn:lethe:legal-basis:" + record.terms().basis());
  }

  private JsonArrayBuilder personalData() {
    JsonArrayBuilder data = Json.createArrayBuilder();
    record.terms().documentClasses().stream()
        .map(DocumentClass::name)
        .sorted()
        .forEach(
            name ->
                data.add(
                    Json.createObjectBuilder()
                        .add("@type", "dpv:PersonalData")
                        .add("@id", "urn:lethe:document-class:" + name)));
    return data;
  }

  private static JsonObjectBuilder duration(Duration life) {
    return Json.createObjectBuilder()
        .add("@type", "dpv:TemporalDuration")
        .add("rdf:value", "PT" + life.toSeconds() + "S");
  }

  private static JsonObjectBuilder notice(Notice notice) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("@type", "dpv:ConsentNotice")
            .add("schema:version", notice.version())
            .add("schema:sha256", notice.sha256());
    notice.language().ifPresent(code -> json.add("dct:language", code));
    return json;
  }

  /** What happened, in its order; how long it holds is an event of its own once it is over. */
  private JsonArrayBuilder statuses(Instant now) {
    JsonArrayBuilder statuses =
        Json.createArrayBuilder()
            .add(
                Json.createObjectBuilder()
                    .add("@type", "dpv:ConsentGiven")
                    .add(
                        "dpv:isIndicatedBy", isConsent() ? "dpv:DataSubject" : "dpv:DataController")
                    .add("dpv:isIndicatedAtTime", time(record.givenAt()))
                    .add("dpv:hasIndicationMethod", record.mechanism().apiName()));
    switch (record.state(now)) {
      case ACTIVE -> {}
      case EXPIRED ->
          record.expiresAt().ifPresent(end -> statuses.add(status("dpv:ConsentExpired", end)));
      case WITHDRAWN ->
          record.endedAt().ifPresent(end -> statuses.add(status("dpv:ConsentWithdrawn", end)));
    }
    return statuses;
  }

  private static JsonObjectBuilder status(String type, Instant at) {
    return Json.createObjectBuilder().add("@type", type).add("dpv:isIndicatedAtTime", time(at));
  }

  private static JsonObjectBuilder time(Instant at) {
    return Json.createObjectBuilder().add("@type", "xsd:dateTime").add("@value", at.toString());
  }
}
