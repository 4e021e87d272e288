package dev.lethe.standin;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.util.Bytes;
import java.security.GeneralSecurityException;

/**
 * Who sends a document to a slot at the store, and knows the public half of its key alone (HPKE,
 * RFC 9180).
 */
public final class HpkeSender {

  private HpkeSender() {}

  /**
   * Encrypts for a slot.
   *
   * @param publicKey of X25519, 32 bytes
   * @return the encapsulated key and the ciphertext, 48 bytes longer than the document
   */
  @AccessesPartialKey
  public static byte[] encrypt(byte[] publicKey, byte[] document) throws GeneralSecurityException {
    HybridConfig.register();
    HpkePublicKey key =
        HpkePublicKey.create(
            HpkeParameters.builder()
                .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                .setVariant(HpkeParameters.Variant.NO_PREFIX)
                .build(),
            Bytes.copyFrom(publicKey),
            /* idRequirement= */ null);
    return KeysetHandle.newBuilder()
        .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
        .build()
        .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class)
        .encrypt(document, new byte[0]);
  }
}
