package dev.lethe.keys.adapter;

import dev.lethe.keys.model.VerificationKey;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signed statements in JWS compact serialization (RFC 7515) with the algorithm EdDSA over Ed25519
 * (RFC 8037). The header names algorithm, key and type and nothing else.
 */
public final class CompactJws {

  private static final String ALGORITHM = "EdDSA";
  private static final int MOST_CHARACTERS = 1 << 18;

  /** SubjectPublicKeyInfo of an Ed25519 key up to its 32 bytes (RFC 8410). */
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  private CompactJws() {}

  /** A statement that does not verify. The text says why and repeats nothing of it. */
  public static final class NotVerified extends Exception {

    private static final long serialVersionUID = 1L;

    NotVerified(String why) {
      super(why);
    }
  }

  /** Makes a signature over bytes. */
  @FunctionalInterface
  interface Signing {
    byte[] sign(byte[] bytes) throws GeneralSecurityException;
  }

  static String of(String type, String keyId, byte[] payload, Signing key)
      throws GeneralSecurityException {
    String header =
        "{\"alg\":\"" + ALGORITHM + "\",\"kid\":\"" + keyId + "\",\"typ\":\"" + type + "\"}";
    String signed = encode(header.getBytes(StandardCharsets.US_ASCII)) + "." + encode(payload);
    return signed + "." + encode(key.sign(signed.getBytes(StandardCharsets.US_ASCII)));
  }

  /**
   * The payload of a statement that one of the keys has signed.
   *
   * @param type that it must be of
   * @throws NotVerified for anything else
   */
  public static byte[] verify(String jws, String type, List<VerificationKey> trusted)
      throws NotVerified {
    String[] parts = jws.length() > MOST_CHARACTERS ? new String[0] : jws.split("\\.", -1);
    if (parts.length != 3) {
      throw new NotVerified("is not a JWS in compact serialization");
    }
    VerificationKey key = keyOf(object(decode(parts[0])), type, trusted);
    byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
    if (!isSigned(key, signed, decode(parts[2]))) {
      throw new NotVerified("was changed, or the signature is not that of the key it names");
    }
    return decode(parts[1]);
  }

  private static VerificationKey keyOf(JsonObject header, String type, List<VerificationKey> keys)
      throws NotVerified {
    if (!header.keySet().equals(java.util.Set.of("alg", "kid", "typ"))
        || !isText(header.get("alg"), ALGORITHM)) {
      throw new NotVerified("is not signed by EdDSA in the form that is used here");
    }
    if (!isText(header.get("typ"), type)) {
      throw new NotVerified("is a statement of another type");
    }
    return keys.stream()
        .filter(key -> isText(header.get("kid"), key.id()))
        .findFirst()
        .orElseThrow(() -> new NotVerified("is signed by a key that is not among the given ones"));
  }

  private static boolean isText(@Nullable JsonValue value, String text) {
    return value instanceof JsonString string && string.getString().equals(text);
  }

  private static boolean isSigned(VerificationKey key, byte[] signed, byte[] signature) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(publicKey(key));
      check.update(signed);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static PublicKey publicKey(VerificationKey key) throws GeneralSecurityException {
    byte[] encoded = java.util.Arrays.copyOf(SPKI, SPKI.length + VerificationKey.BYTES);
    System.arraycopy(key.bytes(), 0, encoded, SPKI.length, VerificationKey.BYTES);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  /**
   * The Ed25519 keys of a JSON Web Key Set (RFC 7517); others are passed over.
   *
   * @throws NotVerified if it is none, or a key's {@code kid} is not its thumbprint
   */
  public static List<VerificationKey> keys(byte[] jwks) throws NotVerified {
    List<VerificationKey> keys = new ArrayList<>();
    if (!(object(jwks).get("keys") instanceof jakarta.json.JsonArray list)) {
      throw new NotVerified("is not a JSON Web Key Set");
    }
    for (JsonValue value : list) {
      if (value instanceof JsonObject jwk && isText(jwk.get("crv"), "Ed25519")) {
        keys.add(key(jwk));
      }
    }
    return keys;
  }

  private static VerificationKey key(JsonObject jwk) throws NotVerified {
    try {
      VerificationKey key = new VerificationKey(decode(jwk.getString("x", "")));
      if (isText(jwk.get("kid"), key.id())) {
        return key;
      }
    } catch (IllegalArgumentException | ClassCastException e) {
      throw new NotVerified("holds a key that is none");
    }
    throw new NotVerified("holds a key whose kid is not its thumbprint");
  }

  private static JsonObject object(byte[] json) throws NotVerified {
    try (JsonReader reader =
        Json.createReaderFactory(Map.of()).createReader(new ByteArrayInputStream(json))) {
      return reader.readObject();
    } catch (JsonException | IllegalStateException e) {
      throw new NotVerified("is not JSON where it should be");
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] decode(String part) throws NotVerified {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      if (encode(bytes).equals(part)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new NotVerified("is not base64url");
    }
    throw new NotVerified("is not base64url");
  }
}
