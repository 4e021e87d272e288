package dev.lethe.keys.adapter;

import dev.lethe.keys.model.AesGcmKey;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.keys.model.Pseudonyms;
import dev.lethe.tenancy.model.TenantDatabase;

/** The real keys under a master key of the test's own. */
public final class TestKeys {

  private static final AesGcmKey MASTER = new AesGcmKey(AesGcmKey.random());

  private TestKeys() {}

  public static DataKeys in(TenantDatabase database) {
    return new TinkDataKeys(roots(database), database);
  }

  public static Pseudonyms pseudonyms(TenantDatabase database) {
    return new KeyedPseudonyms(roots(database), database);
  }

  private static LocalRootKeys roots(TenantDatabase database) {
    return new LocalRootKeys(MASTER, new RootKeyTable(database));
  }
}
