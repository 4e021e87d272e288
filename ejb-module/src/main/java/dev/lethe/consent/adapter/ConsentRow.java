package dev.lethe.consent.adapter;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of the ledger. */
@Entity
@Immutable
@Table(name = "consent")
@SuppressWarnings("NullAway.Init")
class ConsentRow {

  @Id String id;

  @Column(name = "tenant_id")
  String tenant;

  @Column(name = "job_id")
  String job;

  String purpose;
  String basis;

  @Column(name = "allow_model_training")
  boolean allowModelTraining;

  @Column(name = "allow_manual_review")
  boolean allowManualReview;

  @Nullable String subject;

  @Column(name = "policy_version")
  String policyVersion;

  @Column(name = "policy_sha256")
  String policySha256;

  @Column(name = "given_at")
  Instant givenAt;

  @Column(name = "expires_at")
  @Nullable Instant expiresAt;
}
