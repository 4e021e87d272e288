package dev.lethe.recovery.model;

import dev.lethe.tenancy.model.TenantId;

/**
 * An older copy of a tenant's rows was brought up to date. Fired as a CDI event, in a transaction
 * of its own, before anything is served.
 */
public record TenantRestored(TenantId tenant) {}
