package dev.lethe.keys.adapter;

import com.google.crypto.tink.subtle.Ed25519Sign;
import dev.lethe.keys.model.StatementSigner;
import dev.lethe.keys.model.VerificationKey;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Signs by the key in a PEM file (PKCS #8, Ed25519) that its owner alone reads. Keys that signed
 * before are known by their public halves, so that what they signed can still be verified.
 */
final class SigningKeyFile implements StatementSigner {

  private static final String KEY_SETTING = "lethe.signing.key.file";
  private static final String RETIRED_SETTING = "lethe.signing.retired.file";

  private final Ed25519Sign key;
  private final List<VerificationKey> keys;

  private SigningKeyFile(Ed25519Sign key, List<VerificationKey> keys) {
    this.key = key;
    this.keys = List.copyOf(keys);
  }

  /**
   * @param retired PEM file with the public keys (SubjectPublicKeyInfo) that signed before
   * @throws IllegalStateException if a file is missing, readable by others where it is secret, or
   *     holds no Ed25519 key; the text names the setting, never the content
   */
  static SigningKeyFile read(Path secret, Optional<Path> retired) {
    PrivateFile.require(secret, KEY_SETTING, PemFile.MOST_BYTES);
    byte[] seed = seed(PemFile.blocks(secret, "PRIVATE KEY", KEY_SETTING).get(0));
    try {
      Ed25519Sign.KeyPair pair = Ed25519Sign.KeyPair.newKeyPairFromSeed(seed);
      List<VerificationKey> keys = new ArrayList<>();
      keys.add(new VerificationKey(pair.getPublicKey()));
      retired.ifPresent(file -> keys.addAll(PemFile.publicKeys(file, RETIRED_SETTING)));
      return new SigningKeyFile(new Ed25519Sign(pair.getPrivateKey()), keys);
    } catch (GeneralSecurityException e) {
      throw PemFile.noKey(KEY_SETTING);
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  private static byte[] seed(byte[] encoded) {
    try {
      EdECPrivateKey key =
          (EdECPrivateKey)
              KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return key.getBytes().orElseThrow(() -> PemFile.noKey(KEY_SETTING));
    } catch (GeneralSecurityException e) {
      throw PemFile.noKey(KEY_SETTING);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  @Override
  public String keyId() {
    return keys.get(0).id();
  }

  @Override
  public String sign(String type, byte[] statement) {
    try {
      return CompactJws.of(type, keyId(), statement, key::sign);
    } catch (GeneralSecurityException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
  }

  @Override
  public Optional<byte[]> verified(String type, String jws) {
    try {
      return Optional.of(CompactJws.verify(jws, type, keys));
    } catch (CompactJws.NotVerified e) {
      return Optional.empty();
    }
  }

  @Override
  public List<VerificationKey> keys() {
    return keys;
  }
}
