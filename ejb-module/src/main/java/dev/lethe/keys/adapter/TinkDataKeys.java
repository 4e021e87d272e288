package dev.lethe.keys.adapter;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import dev.lethe.keys.model.AesGcmKey;
import dev.lethe.keys.model.AssociatedData;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.keys.model.RootKeys;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Seals with Tink's segmented AEAD. The key is not inside the ciphertext, as it is in envelope
 * formats: so a row can be deleted and every copy of the content is lost with it.
 */
final class TinkDataKeys implements DataKeys {

  private final RootKeys roots;
  private final EpochTables epochs;
  private final TenantDatabase database;
  private final DataKeyTable table;

  TinkDataKeys(RootKeys roots, EpochTables epochs, TenantDatabase database) {
    this.roots = roots;
    this.epochs = epochs;
    this.database = database;
    this.table = new DataKeyTable(database);
  }

  @Override
  public FreshKey create(TenantId tenant, String job, String artefactName) {
    String artefact = canonical(artefactName);
    byte[] key = AesGcmKey.random();
    try {
      // all in one transaction, so that the epoch stays open until the key is there
      return database.with(tenant, connection -> insert(tenant, job, artefact, key));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private FreshKey insert(TenantId tenant, String job, String artefact, byte[] key) {
    String epoch = epochs.forKey(tenant, job, artefact);
    DataKeyTable.Row row =
        DataKeyTable.Row.fresh(randomId(), job, artefact, Scheme.forArtefact(artefact), epoch);
    try (AesGcmKey by = epochs.keyNow(tenant, epoch)) {
      table.insert(
          tenant,
          row.wrapped(
              DataKeyWrapping.wrap(tenant, row, key, by),
              Commitment.of(key, DataKeyWrapping.place(tenant, row))));
    }
    return new Fresh(row.keyId(), opened(tenant, row, key));
  }

  private record Fresh(String id, Opened key) implements FreshKey {
    @Override
    public OutputStream sealing(OutputStream sealed) throws IOException {
      try {
        return key.primitive().newEncryptingStream(sealed, key.content());
      } catch (GeneralSecurityException e) {
        throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
      }
    }
  }

  @Override
  public InputStream opening(TenantId tenant, String keyId, InputStream sealed) throws IOException {
    Opened key = open(tenant, keyId);
    try {
      return key.primitive().newDecryptingStream(sealed, key.content());
    } catch (GeneralSecurityException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
  }

  @Override
  public Map<String, List<String>> destroy(TenantId tenant, Collection<Owner> owners) {
    return table.delete(tenant, jobs(owners), artefacts(owners));
  }

  private static String[] jobs(Collection<Owner> owners) {
    return owners.stream().map(Owner::job).toArray(String[]::new);
  }

  private static String[] artefacts(Collection<Owner> owners) {
    return owners.stream().map(owner -> canonical(owner.artefact())).toArray(String[]::new);
  }

  @Override
  public Set<String> remaining(TenantId tenant, Collection<Owner> owners) {
    return table.remaining(tenant, jobs(owners), artefacts(owners));
  }

  private static String canonical(String artefact) {
    return artefact.toLowerCase(Locale.ROOT);
  }

  /** A key ready for use. */
  private record Opened(AesGcmHkdfStreaming primitive, byte[] content) {}

  /** Reads the key and its tenant's in one transaction. */
  private Opened open(TenantId tenant, String keyId) {
    Optional<Opened> opened =
        database.with(
            tenant, connection -> table.find(tenant, keyId).flatMap(row -> opened(tenant, row)));
    // thrown here, since within it would undo a transaction that the caller has open
    return opened.orElseThrow(() -> new LetheException(ProblemCode.JOB_GONE));
  }

  /** Empty if the key of its epoch was destroyed. */
  private Optional<Opened> opened(TenantId tenant, DataKeyTable.Row row) {
    if (row.epoch().isEmpty()) {
      return Optional.of(
          opened(
              tenant,
              row,
              roots.unwrap(tenant, row.wrapped(), DataKeyWrapping.place(tenant, row))));
    }
    Optional<AesGcmKey> epochKey = epochs.key(tenant, row.epoch().get());
    if (epochKey.isEmpty()) {
      return Optional.empty();
    }
    try (AesGcmKey by = epochKey.get()) {
      return Optional.of(opened(tenant, row, DataKeyWrapping.unwrap(tenant, row, by)));
    }
  }

  /** Zeroes the key that it is given. */
  private static Opened opened(TenantId tenant, DataKeyTable.Row row, byte[] key) {
    try {
      AesGcmHkdfStreaming primitive =
          new AesGcmHkdfStreaming(
              key, "HmacSha256", AesGcmKey.BYTES, row.scheme().segmentBytes(), 0);
      return new Opened(primitive, content(tenant, row));
    } catch (GeneralSecurityException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] content(TenantId tenant, DataKeyTable.Row row) {
    return AssociatedData.of("lethe-content", tenant.value(), row.job(), row.artefact());
  }

  private static String randomId() {
    byte[] bits = Arrays.copyOf(AesGcmKey.random(), 16);
    return "key_" + HexFormat.of().formatHex(bits);
  }
}
