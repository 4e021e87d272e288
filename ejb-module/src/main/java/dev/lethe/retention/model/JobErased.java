package dev.lethe.retention.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;

/**
 * Nothing is left of a job but what proves its processing. Fired as a CDI event in the transaction
 * that deleted the last artefact.
 *
 * @param job value of the job's id
 */
public record JobErased(TenantId tenant, String job, Instant at) {}
