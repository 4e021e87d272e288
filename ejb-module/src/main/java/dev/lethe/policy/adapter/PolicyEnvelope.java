package dev.lethe.policy.adapter;

import dev.lethe.policy.model.InvalidPolicyException;
import dev.lethe.policy.model.PolicyFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The signature of a bundle: Ed25519 (RFC 8032) over its manifest, in a DSSE envelope (Dead Simple
 * Signing Envelope 1.0). Keys are PEM files, PKCS #8 the private one and SubjectPublicKeyInfo the
 * public ones.
 */
public final class PolicyEnvelope {

  private static final String TYPE = "application/vnd.lethe.policy-manifest+json";
  private static final String ALGORITHM = "Ed25519";
  private static final int MAX_BYTES = 1 << 16;
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private PolicyEnvelope() {}

  /** Makes a pair of keys: {@code signing.key} for its owner alone, and {@code signing.pub}. */
  public static void makeKeys(Path folder) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      Files.createDirectories(folder);
      Path secret = folder.resolve("signing.key");
      Files.writeString(secret, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
      Files.setPosixFilePermissions(
          secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
      Files.writeString(
          folder.resolve("signing.pub"), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The envelope over the manifest of files. */
  public static String sign(PolicyFiles files, Path key) {
    byte[] manifest = files.manifest();
    try {
      KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
      PrivateKey secret =
          factory.generatePrivate(new PKCS8EncodedKeySpec(decode(key, "PRIVATE KEY").get(0)));
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(secret);
      signature.update(toSign(manifest));
      return "{\"payloadType\": \""
          + TYPE
          + "\", \"payload\": \""
          + base64(manifest)
          + "\", \"signatures\": [{\"sig\": \""
          + base64(signature.sign())
          + "\"}]}\n";
    } catch (GeneralSecurityException e) {
      throw new InvalidPolicyException(key.toString(), "is not an Ed25519 key");
    }
  }

  /**
   * Passes files that one of the keys has signed.
   *
   * @param trusted PEM file with one public key or more
   * @return the SHA-256 of the key that did, lower-case hexadecimal
   * @throws InvalidPolicyException if none has, or if a file is not the one that was signed
   */
  public static String verify(PolicyFiles files, String envelope, Path trusted) {
    if (envelope.isEmpty()) {
      throw new InvalidPolicyException(
          PolicyDocuments.ENVELOPE, "is missing: the bundle is not signed");
    }
    if (envelope.length() > MAX_BYTES) {
      throw new InvalidPolicyException(PolicyDocuments.ENVELOPE, "is too large");
    }
    PolicyNode node = PolicyYaml.read(PolicyDocuments.ENVELOPE, envelope);
    byte[] payload = bytes(node.get("payload"));
    if (!node.get("payloadType").text().equals(TYPE)) {
      throw node.wrong("is not the signature of a policy bundle");
    }
    String key =
        node.get("signatures").items().stream()
            .flatMap(one -> signer(payload, bytes(one.get("sig")), trusted).stream())
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidPolicyException(
                        PolicyDocuments.ENVELOPE,
                        "no key that is trusted here has signed this bundle"));
    if (!MessageDigest.isEqual(payload, files.manifest())) {
      throw new InvalidPolicyException(
          PolicyDocuments.ENVELOPE, "a file was changed, added or removed after it was signed");
    }
    return key;
  }

  private static List<String> signer(byte[] payload, byte[] signature, Path trusted) {
    List<String> signers = new ArrayList<>();
    for (byte[] encoded : decode(trusted, "PUBLIC KEY")) {
      if (isSignedBy(encoded, payload, signature, trusted)) {
        signers.add(sha256(encoded));
      }
    }
    return signers;
  }

  private static boolean isSignedBy(
      byte[] encoded, byte[] payload, byte[] signature, Path trusted) {
    PublicKey key;
    try {
      key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new InvalidPolicyException(trusted.toString(), "is not an Ed25519 key");
    }
    try {
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(key);
      check.update(toSign(payload));
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The pre-authentication encoding of DSSE. */
  private static byte[] toSign(byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String head = "DSSEv1 " + TYPE.length() + " " + TYPE + " " + payload.length + " ";
    out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(payload);
    return out.toByteArray();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(PolicyNode node) {
    return node.as(text -> Base64.getDecoder().decode(text));
  }

  private static String pem(String type, byte[] bytes) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
  }

  private static List<byte[]> decode(Path file, String type) {
    List<byte[]> keys = new ArrayList<>();
    try {
      Matcher blocks = PEM.matcher(Files.readString(file));
      while (blocks.find()) {
        if (type.equals(blocks.group(1))) {
          keys.add(Base64.getMimeDecoder().decode(blocks.group(2)));
        }
      }
    } catch (IOException e) {
      throw new InvalidPolicyException(file.toString(), "cannot be read");
    }
    if (keys.isEmpty()) {
      throw new InvalidPolicyException(
          file.toString(), "holds no " + type.toLowerCase(java.util.Locale.ROOT));
    }
    return keys;
  }
}
