package dev.lethe.retention.service;

import dev.lethe.keys.model.ShredEpochs.Epoch;
import dev.lethe.tenancy.model.TenantId;
import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * What is signed when an epoch key is destroyed; completes the certificates that name the epoch.
 */
final class ShredStatement {

  private ShredStatement() {}

  /** Canonical JSON (RFC 8785). */
  static byte[] canonical(TenantId tenant, Epoch epoch, Instant destroyedAt) {
    String json =
        Json.createObjectBuilder()
            .add("version", 1)
            .add("id", epoch.id())
            .add("tenant", tenant.value())
            .add("class", epoch.artefact())
            .add("day", epoch.day().toString())
            .add("t2", destroyedAt.toString())
            .add(
                "sanitization",
                Json.createObjectBuilder()
                    .add("standard", CertificateStatement.STANDARD)
                    .add("method", "purge")
                    .add("techniques", Json.createArrayBuilder().add("cryptographic-erase")))
            .add(
                "verification",
                Json.createObjectBuilder()
                    .add("at", destroyedAt.toString())
                    .add("key", "absent")
                    .add("keys_wrapped_by_it", 0))
            .build()
            .toString();
    try {
      return new JsonCanonicalizer(json).getEncodedUTF8();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
