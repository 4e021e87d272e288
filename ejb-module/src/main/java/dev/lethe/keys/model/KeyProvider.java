package dev.lethe.keys.model;

import dev.lethe.tenancy.model.TenantId;
import java.util.Locale;

/**
 * Has root keys and wraps by them. A root key need not be able to leave: an HSM or a customer's key
 * service is asked for each wrapping, and nothing of what it answers is kept.
 *
 * <p>All fail with a {@link dev.lethe.problem.model.LetheException}: {@code
 * key-provider-unavailable} if the provider cannot be reached or does not answer as it should,
 * {@code tenant-key-revoked} if it answers that this key may not be used (any more), {@code
 * keys-unavailable} if what is unwrapped was changed, belongs elsewhere or was wrapped by another
 * key.
 */
public interface KeyProvider {

  /** What a provider is. */
  enum Kind {
    /** Made here, wrapped by the master key. */
    LOCAL,
    /** A hardware security module, by PKCS #11. */
    PKCS11,
    /** A key service with the interface of Vault's transit engine. */
    TRANSIT;

    /** As settings and the API have it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Kind kind();

  /**
   * Makes a new root key, which never leaves the provider in clear.
   *
   * @param version that it will be of its tenant
   * @param name by which the provider shall call it, where it calls keys by names
   * @return the reference by which {@link RootKey} finds it
   */
  byte[] create(TenantId tenant, int version, String name);

  /**
   * A key in wrapped form.
   *
   * @param associatedData bound into the wrapping; unwrapping needs the same
   */
  byte[] wrap(RootKey root, byte[] key, byte[] associatedData);

  /** The key in clear, to be zeroed by the caller after use. */
  byte[] unwrap(RootKey root, byte[] wrapped, byte[] associatedData);

  /** Destroys a root key for good; one that is not there counts as destroyed. */
  void destroy(RootKey root);

  /** Returns if the provider can be used now. */
  void check();
}
