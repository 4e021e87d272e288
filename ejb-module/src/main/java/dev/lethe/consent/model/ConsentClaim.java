package dev.lethe.consent.model;

/** What a job's request says about consent: it carries one, or it refers to a recorded one. */
public sealed interface ConsentClaim permits ConsentContext, ConsentReference {}
