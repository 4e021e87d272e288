package dev.lethe.keys.adapter;

import dev.lethe.keys.model.AesGcmKey;
import dev.lethe.keys.model.AssociatedData;
import dev.lethe.keys.model.Pseudonyms;
import dev.lethe.keys.model.RootKeyVault;
import dev.lethe.keys.model.RootKeys;
import dev.lethe.keys.model.WrappedKey;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.PersonalText;
import dev.lethe.worker.RevealPermit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC under a key of the tenant, which its root key wraps. */
final class KeyedPseudonyms implements Pseudonyms {

  private static final String ALGORITHM = "HmacSHA256";

  private final RootKeys roots;
  private final RootKeyVault vault;
  private final TenantDatabase database;

  KeyedPseudonyms(RootKeys roots, RootKeyVault vault, TenantDatabase database) {
    this.roots = roots;
    this.vault = vault;
    this.database = database;
  }

  @Override
  public String of(TenantId tenant, String context, PersonalText text) {
    byte[] clear = text.reveal(RevealPermit.forSealing()).getBytes(StandardCharsets.UTF_8);
    byte[] key = key(tenant);
    byte[] contextKey = hmac(key, AssociatedData.of("lethe-pseudonym", context));
    try {
      return HexFormat.of().formatHex(hmac(contextKey, clear));
    } finally {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(contextKey, (byte) 0);
      Arrays.fill(clear, (byte) 0);
    }
  }

  private byte[] key(TenantId tenant) {
    WrappedKey wrapped = find(tenant).orElseGet(() -> make(tenant));
    try {
      return roots.unwrap(tenant, wrapped, binding(tenant));
    } catch (LetheException e) {
      // it may have been wrapped anew, and the version that it was read with destroyed
      Optional<WrappedKey> now = find(tenant);
      if (now.isEmpty() || now.get().rootVersion() == wrapped.rootVersion()) {
        throw e;
      }
      return roots.unwrap(tenant, now.get(), binding(tenant));
    }
  }

  private WrappedKey make(TenantId tenant) {
    byte[] key = AesGcmKey.random();
    try {
      vault.createPseudonymKey(tenant, roots.wrap(tenant, key, binding(tenant)));
    } catch (IOException e) {
      throw unavailable();
    } finally {
      Arrays.fill(key, (byte) 0);
    }
    // another server may have been first
    return find(tenant).orElseThrow(KeyedPseudonyms::unavailable);
  }

  private Optional<WrappedKey> find(TenantId tenant) {
    try {
      Optional<WrappedKey> key = vault.pseudonymKey(tenant);
      return key.isEmpty() && adopt(tenant) ? vault.pseudonymKey(tenant) : key;
    } catch (IOException e) {
      throw unavailable();
    }
  }

  /** Takes over the key that the database had before there was a vault for it. */
  private boolean adopt(TenantId tenant) throws IOException {
    Optional<WrappedKey> before =
        database.with(
            tenant,
            connection ->
                Sql.first(
                    connection,
                    rows -> new WrappedKey(rows.getInt(1), rows.getBytes(2)),
                    "select tenant_key_version, wrapped from pseudonym_key where tenant_id = ?",
                    tenant.value()));
    if (before.isPresent()) {
      vault.createPseudonymKey(tenant, before.get());
    }
    return before.isPresent();
  }

  private static LetheException unavailable() {
    return new LetheException(ProblemCode.KEYS_UNAVAILABLE);
  }

  static byte[] binding(TenantId tenant) {
    return AssociatedData.of("lethe-pseudonym-key", tenant.value());
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
