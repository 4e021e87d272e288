package dev.lethe.audit.adapter;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of the outbox. */
@Entity
@Immutable
@Table(name = "audit_event")
@SuppressWarnings("NullAway.Init")
class AuditEventRow {

  @Id String id;

  @Column(name = "tenant_id")
  String tenant;

  Instant time;
  String type;

  @Column(name = "job_id")
  @Nullable String job;

  String actor;
  String outcome;

  @Column(name = "policy_version")
  String policyVersion;

  @Column(name = "policy_sha256")
  String policySha256;

  String facts;

  @Nullable Long position;

  @Column(name = "previous_leaf_hash")
  @Nullable String previousLeafHash;

  @Column(name = "leaf_hash")
  String leafHash;
}
