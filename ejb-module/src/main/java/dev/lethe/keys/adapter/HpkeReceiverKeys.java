package dev.lethe.keys.adapter;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePrivateKey;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import dev.lethe.keys.model.ReceiverKeys;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** Receiver keys by Tink. */
@ApplicationScoped
public class HpkeReceiverKeys implements ReceiverKeys {

  private static final int KEY_BYTES = 32;
  private static final byte[] NO_INFO = new byte[0];

  @AccessesPartialKey
  @Override
  public Pair make() {
    try {
      HpkePrivateKey key =
          (HpkePrivateKey) KeysetHandle.generateNew(parameters()).getPrimary().getKey();
      byte[] shown = key.getPublicKey().getPublicKeyBytes().toByteArray();
      byte[] secret = key.getPrivateKeyBytes().toByteArray(InsecureSecretKeyAccess.get());
      byte[] both = Arrays.copyOf(secret, 2 * KEY_BYTES);
      System.arraycopy(shown, 0, both, KEY_BYTES, KEY_BYTES);
      Arrays.fill(secret, (byte) 0);
      return new Pair(shown, both);
    } catch (GeneralSecurityException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
  }

  @Override
  public byte[] open(byte[] privateKey, byte[] message) {
    HybridDecrypt decrypt = decrypt(privateKey);
    try {
      return decrypt.decrypt(message, NO_INFO);
    } catch (GeneralSecurityException e) {
      throw new LetheException(ProblemCode.DOCUMENT_UNREADABLE);
    }
  }

  @AccessesPartialKey
  private static HybridDecrypt decrypt(byte[] both) {
    byte[] secret = Arrays.copyOf(both, KEY_BYTES);
    try {
      HpkePublicKey shown =
          HpkePublicKey.create(
              parameters(), Bytes.copyFrom(both, KEY_BYTES, KEY_BYTES), /* idRequirement= */ null);
      HpkePrivateKey key =
          HpkePrivateKey.create(shown, SecretBytes.copyFrom(secret, InsecureSecretKeyAccess.get()));
      return KeysetHandle.newBuilder()
          .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
          .build()
          .getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class);
    } catch (GeneralSecurityException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static HpkeParameters parameters() throws GeneralSecurityException {
    HybridConfig.register();
    return HpkeParameters.builder()
        .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
        .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
        .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
        .setVariant(HpkeParameters.Variant.NO_PREFIX)
        .build();
  }
}
