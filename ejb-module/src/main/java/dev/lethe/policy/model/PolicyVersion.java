package dev.lethe.policy.model;

/**
 * The policy bundle by which something was decided.
 *
 * @param id name of the bundle
 * @param version as written in it
 * @param sha256 lower-case hexadecimal hash over all its files
 */
public record PolicyVersion(String id, String version, String sha256) {}
