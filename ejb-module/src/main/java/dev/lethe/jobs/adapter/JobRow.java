package dev.lethe.jobs.adapter;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A job's row. */
@Entity
@DynamicUpdate
@Table(name = "job")
@SuppressWarnings("NullAway.Init")
class JobRow {

  @Id String id;

  @Column(name = "tenant_id", updatable = false)
  String tenant;

  String state;

  @Column(updatable = false)
  String actor;

  @Column(updatable = false)
  String purpose;

  @Column(updatable = false)
  @ColumnTransformer(write = "cast(? as jsonb)")
  String request;

  @Column(updatable = false)
  String region;

  @Column(name = "policy_id", updatable = false)
  String policyId;

  @Column(name = "policy_version", updatable = false)
  String policyVersion;

  @Column(name = "policy_sha256", updatable = false)
  String policySha256;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;

  @Column(name = "completed_at")
  @Nullable Instant completedAt;

  @Column(name = "deleted_at")
  @Nullable Instant deletedAt;

  @Column(name = "memory_node")
  @Nullable String memoryNode;

  @Column(name = "document_class")
  @Nullable String documentClass;

  @Column(name = "class_confidence")
  @Nullable Double classConfidence;

  int pages;

  @Column(name = "engine_millis")
  @Nullable Long engineMillis;

  @Nullable String engine;
  @Nullable String recognizer;
  @Nullable String model;
  @Nullable String extractor;
  @Nullable String problem;
}
