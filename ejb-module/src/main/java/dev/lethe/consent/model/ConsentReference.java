package dev.lethe.consent.model;

/** A recorded consent that a job is to run under. */
public record ConsentReference(ConsentId id) implements ConsentClaim {}
