package dev.lethe.tools.backup;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePrivateKey;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.subtle.X25519;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.XECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys of who may restore a backup: X25519 in PEM, as {@code openssl genpkey -algorithm X25519} and
 * {@code openssl pkey -pubout} write them (RFC 8410). Used for HPKE (RFC 9180) in base mode with
 * X25519, HKDF-SHA256 and AES-256-GCM.
 */
final class RecipientKeys {

  /** How many bytes what is sealed is longer. */
  static final int OVERHEAD = 32 + 16;

  private static final String ALGORITHM = "X25519";
  private static final int RAW_BYTES = 32;
  private static final int MOST_BYTES = 1 << 16;

  private RecipientKeys() {}

  /**
   * @throws NotOpened if the file is no public key of this kind
   */
  @AccessesPartialKey
  static HybridEncrypt recipient(Path file) throws IOException, NotOpened {
    byte[] encoded = pem(file, "PUBLIC KEY");
    try {
      PublicKey key =
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
      byte[] spki = key.getEncoded();
      return handle(publicKey(Arrays.copyOfRange(spki, spki.length - RAW_BYTES, spki.length)))
          .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class);
    } catch (GeneralSecurityException e) {
      throw new NotOpened(file + " is no public key for X25519");
    }
  }

  /**
   * @throws NotOpened if the file is no private key of this kind, or one under a passphrase
   */
  @AccessesPartialKey
  static HybridDecrypt owner(Path file) throws IOException, NotOpened {
    byte[] encoded = pem(file, "PRIVATE KEY");
    byte[] scalar = {};
    try {
      PrivateKey key =
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      scalar = ((XECPrivateKey) key).getScalar().orElseThrow(GeneralSecurityException::new);
      return handle(
              HpkePrivateKey.create(
                  publicKey(X25519.publicFromPrivate(scalar)),
                  SecretBytes.copyFrom(scalar, InsecureSecretKeyAccess.get())))
          .getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class);
    } catch (GeneralSecurityException e) {
      throw new NotOpened(file + " is no private key for X25519");
    } finally {
      Arrays.fill(encoded, (byte) 0);
      Arrays.fill(scalar, (byte) 0);
    }
  }

  @AccessesPartialKey
  private static HpkePublicKey publicKey(byte[] raw) throws GeneralSecurityException {
    HybridConfig.register();
    HpkeParameters parameters =
        HpkeParameters.builder()
            .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
            .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
            .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
            .setVariant(HpkeParameters.Variant.NO_PREFIX)
            .build();
    return HpkePublicKey.create(parameters, Bytes.copyFrom(raw), /* idRequirement= */ null);
  }

  private static KeysetHandle handle(Key key) throws GeneralSecurityException {
    return KeysetHandle.newBuilder()
        .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
        .build();
  }

  private static byte[] pem(Path file, String label) throws IOException, NotOpened {
    String text = read(file);
    if (text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----")) {
      throw new NotOpened(
          file + " is under a passphrase: give it as <(openssl pkey -in " + file + ")");
    }
    Matcher block =
        Pattern.compile(
                "-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]+)-----END " + label + "-----")
            .matcher(text);
    if (!block.find()) {
      throw new NotOpened(file + " holds no " + label + " in PEM");
    }
    try {
      return Base64.getMimeDecoder().decode(block.group(1));
    } catch (IllegalArgumentException e) {
      throw new NotOpened(file + " holds no " + label + " in PEM");
    }
  }

  private static String read(Path file) throws IOException {
    // a pipe, too: its size is not known
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
    }
  }
}
