package dev.lethe.jobs.adapter;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** The sealed fields of a job. */
@Entity
@Immutable
@Table(name = "job_result")
@SuppressWarnings("NullAway.Init")
class JobResultRow {

  @Id
  @Column(name = "job_id")
  String job;

  @Column(name = "tenant_id")
  String tenant;

  @Column(name = "data_key_id")
  String key;

  byte[] sealed;

  @Column(name = "created_at")
  Instant createdAt;
}
