package dev.lethe.audit.service;

import dev.lethe.audit.model.AuditEntry;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * What an entry is in the audit log: canonical JSON (RFC 8785) and its SHA-256, so that anyone who
 * has an entry can compute the same.
 */
public final class LeafHash {

  private LeafHash() {}

  /** Over all of the entry but {@code leafHash}. */
  public static String of(AuditEntry entry) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(canonical(entry)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The bytes that are hashed. */
  public static byte[] canonical(AuditEntry entry) {
    JsonObjectBuilder facts = Json.createObjectBuilder();
    entry.facts().forEach(facts::add);
    JsonObjectBuilder leaf =
        Json.createObjectBuilder()
            .add("v", 1)
            .add("tenant", entry.tenant())
            .add("id", entry.id())
            .add("time", entry.time().toString())
            .add("type", entry.type())
            .add("actor", entry.actor())
            .add("outcome", entry.outcome())
            .add("policy_version", entry.policyVersion())
            .add("policy_sha256", entry.policySha256())
            .add("facts", facts);
    entry.job().ifPresent(job -> leaf.add("job", job));
    entry.position().ifPresent(position -> leaf.add("position", position));
    entry.previousLeafHash().ifPresent(hash -> leaf.add("previous_leaf_hash", hash));
    try {
      return new JsonCanonicalizer(leaf.build().toString()).getEncodedUTF8();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
