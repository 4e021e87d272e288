package dev.lethe.policy.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The files of a bundle, by name. */
public record PolicyFiles(Map<String, String> texts) {

  public PolicyFiles {
    texts = Map.copyOf(texts);
  }

  /**
   * What is signed: the name and SHA-256 of every file as canonical JSON (RFC 8785). Names hold
   * nothing that would have to be escaped.
   */
  public byte[] manifest() {
    String files =
        new TreeMap<>(texts)
            .entrySet().stream()
                .map(
                    file ->
                        "\""
                            + file.getKey()
                            + "\":\""
                            + sha256(file.getValue().getBytes(StandardCharsets.UTF_8))
                            + "\"")
                .collect(Collectors.joining(","));
    return ("{\"files\":{" + files + "},\"format\":\"lethe-policy-1\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The bundle's hash: over the manifest, and so over all files. */
  public String sha256() {
    return sha256(manifest());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
