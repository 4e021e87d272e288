package dev.lethe.intake.model;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Digests that a sender promised in a Content-Digest header (RFC 9530). Every SHA-256 and SHA-512
 * in it is checked; a header with none of them is refused, because its sender relies on a check.
 */
public final class ContentDigest {

  private static final int MOST_CHARACTERS = 1000;
  private static final Pattern MEMBER =
      Pattern.compile("([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]*={0,2}):");
  private static final Map<String, String> ALGORITHMS =
      Map.of("sha-256", "SHA-256", "sha-512", "SHA-512");

  private final Map<String, byte[]> expected;

  private ContentDigest(Map<String, byte[]> expected) {
    this.expected = expected;
  }

  /**
   * Parses the header's value.
   *
   * @throws LetheException {@code request-malformed}
   */
  public static ContentDigest parse(String header) {
    if (header.length() > MOST_CHARACTERS) {
      throw malformed();
    }
    Map<String, byte[]> expected = new LinkedHashMap<>();
    for (String member : header.split(",", -1)) {
      addMember(expected, member.strip());
    }
    if (expected.isEmpty()) {
      throw malformed();
    }
    return new ContentDigest(expected);
  }

  private static void addMember(Map<String, byte[]> expected, String member) {
    Matcher matcher = MEMBER.matcher(member);
    if (!matcher.matches()) {
      throw malformed();
    }
    String algorithm = ALGORITHMS.get(matcher.group(1));
    if (algorithm != null) {
      expected.put(algorithm, decode(matcher.group(2)));
    }
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  private static LetheException malformed() {
    return new LetheException(ProblemCode.REQUEST_MALFORMED);
  }

  /** The same bytes; at their end {@code digest-mismatch} is thrown unless every digest agrees. */
  public InputStream checking(InputStream content) {
    return new Checking(content, expected);
  }

  private static final class Checking extends FilterInputStream {

    private final Map<MessageDigest, byte[]> digests = new LinkedHashMap<>();

    Checking(InputStream content, Map<String, byte[]> expected) {
      super(content);
      expected.forEach((algorithm, value) -> digests.put(digest(algorithm), value));
    }

    private static MessageDigest digest(String algorithm) {
      try {
        return MessageDigest.getInstance(algorithm);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = in.read(buffer, offset, length);
      if (count < 0) {
        verify();
      } else {
        int read = count;
        digests.keySet().forEach(digest -> digest.update(buffer, offset, read));
      }
      return count;
    }

    private void verify() {
      digests.forEach(
          (digest, value) -> {
            if (!MessageDigest.isEqual(digest.digest(), value)) {
              throw new LetheException(ProblemCode.DIGEST_MISMATCH);
            }
          });
      digests.clear();
    }

    @Override
    public long skip(long count) throws IOException {
      return readNBytes((int) Math.min(count, 8192)).length;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }

  @Override
  public String toString() {
    return "ContentDigest" + Arrays.toString(expected.keySet().toArray());
  }
}
