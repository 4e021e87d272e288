package dev.lethe.keys.adapter;

import dev.lethe.keys.model.VerificationKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys in textual encoding (RFC 7468). */
public final class PemFile {

  static final int MOST_BYTES = 1 << 16;

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private PemFile() {}

  /**
   * The Ed25519 keys (SubjectPublicKeyInfo) of a file.
   *
   * @param name of the file in messages
   * @throws IllegalStateException if there is none, or one that is no Ed25519 key
   */
  public static List<VerificationKey> publicKeys(Path file, String name) {
    List<VerificationKey> keys = new ArrayList<>();
    for (byte[] encoded : blocks(file, "PUBLIC KEY", name)) {
      try {
        byte[] normal =
            KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(encoded))
                .getEncoded();
        keys.add(
            new VerificationKey(
                Arrays.copyOfRange(normal, normal.length - VerificationKey.BYTES, normal.length)));
      } catch (GeneralSecurityException e) {
        throw noKey(name);
      }
    }
    return keys;
  }

  /**
   * @throws IllegalStateException if there is none
   */
  static List<byte[]> blocks(Path file, String type, String name) {
    List<byte[]> blocks = new ArrayList<>();
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw noKey(name);
      }
      Matcher pem = PEM.matcher(Files.readString(file));
      while (pem.find()) {
        if (type.equals(pem.group(1))) {
          blocks.add(Base64.getMimeDecoder().decode(pem.group(2)));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read");
    }
    if (blocks.isEmpty()) {
      throw noKey(name);
    }
    return blocks;
  }

  static IllegalStateException noKey(String name) {
    return new IllegalStateException(name + " holds no Ed25519 key in PEM");
  }
}
