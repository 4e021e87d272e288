package dev.lethe.keys.adapter;

import dev.lethe.keys.adapter.TransitHttp.Answer;
import dev.lethe.keys.model.KeyProvider;
import dev.lethe.keys.model.RootKey;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.TenantId;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Root keys in a key service with the interface of Vault's transit engine. A version of a tenant's
 * root key is a version of a named key there (AES-256-GCM, which takes associated data); the
 * reference is name and version. A wrapped key is the service's own ciphertext.
 *
 * <p>The engine's {@code rewrap} is not used: it takes no associated data, and would not let the
 * commitment to a key be checked. {@code context} is not used either, since it derives a key from
 * the data and the associated data already binds.
 */
final class TransitKeys implements KeyProvider {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
  private static final Pattern REFERENCE =
      Pattern.compile("([A-Za-z0-9_.-]{1,100}):([1-9]\\d{0,8})");
  private static final Pattern CIPHERTEXT =
      Pattern.compile("\"ciphertext\"\\s*:\\s*\"(vault:v([1-9]\\d{0,8}):[A-Za-z0-9+/=]{1,3000})\"");
  private static final Pattern PLAINTEXT =
      Pattern.compile("\"plaintext\"\\s*:\\s*\"([A-Za-z0-9+/]{1,3000}={0,2})\"");
  private static final Pattern LATEST =
      Pattern.compile("\"latest_version\"\\s*:\\s*([1-9]\\d{0,8})\\b");
  private static final Pattern TYPE = Pattern.compile("\"type\"\\s*:\\s*\"([a-z0-9-]+)\"");

  private final TransitHttp http;

  TransitKeys(TransitHttp http) {
    this.http = http;
  }

  @Override
  public Kind kind() {
    return Kind.TRANSIT;
  }

  /** Where the service is. */
  String address() {
    return http.address();
  }

  /** A new version of a key that is there, and the first of one that is not. */
  @Override
  public byte[] create(TenantId tenant, int version, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
    Answer there = http.get(path("keys", name));
    int latest;
    if (there.status() == 404) {
      require(http.post(path("keys", name), bytes("{\"type\":\"aes256-gcm96\"}")));
      latest = latest(name);
    } else {
      int before = latest(require(there));
      // the first version of a tenant's key may be one that its owner has made for it
      latest = version == 1 ? before : rotated(name);
    }
    return bytes(name + ":" + latest);
  }

  private int rotated(String name) {
    require(http.postOnce(path("keys", name) + "/rotate", bytes("{}")));
    return latest(name);
  }

  private int latest(String name) {
    return latest(require(http.get(path("keys", name))));
  }

  private static int latest(Answer key) {
    String text = new String(key.body(), StandardCharsets.UTF_8);
    Matcher type = TYPE.matcher(text);
    if (type.find() && !type.group(1).equals("aes256-gcm96")) {
      // another type takes no associated data
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
    Matcher latest = LATEST.matcher(text);
    if (!latest.find()) {
      throw TransitHttp.unavailable();
    }
    return Integer.parseInt(latest.group(1));
  }

  @Override
  public byte[] wrap(RootKey root, byte[] key, byte[] associatedData) {
    Matcher of = reference(root);
    byte[] body =
        joined(
            bytes("{\"plaintext\":\""),
            Base64.getEncoder().encode(key),
            bytes("\",\"key_version\":" + of.group(2) + ",\"associated_data\":\""),
            Base64.getEncoder().encode(associatedData),
            bytes("\"}"));
    try {
      Answer answer = require(http.post(path("encrypt", of.group(1)), body));
      Matcher found = CIPHERTEXT.matcher(new String(answer.body(), StandardCharsets.ISO_8859_1));
      if (!found.find() || !found.group(2).equals(of.group(2))) {
        throw TransitHttp.unavailable();
      }
      return bytes(found.group(1));
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  @Override
  public byte[] unwrap(RootKey root, byte[] wrapped, byte[] associatedData) {
    Matcher of = reference(root);
    String ciphertext = new String(wrapped, StandardCharsets.ISO_8859_1);
    if (!ciphertext.matches("vault:v" + of.group(2) + ":[A-Za-z0-9+/=]{1,3000}")) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
    Answer answer =
        require(
            http.post(
                path("decrypt", of.group(1)),
                joined(
                    bytes("{\"ciphertext\":\"" + ciphertext + "\",\"associated_data\":\""),
                    Base64.getEncoder().encode(associatedData),
                    bytes("\"}"))));
    return plaintext(answer);
  }

  /** Taken from the bytes, since a string of it could not be zeroed. */
  private static byte[] plaintext(Answer answer) {
    byte[] body = answer.body();
    CharBuffer chars = StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(body));
    byte[] encoded = new byte[0];
    try {
      Matcher found = PLAINTEXT.matcher(chars);
      if (!found.find()) {
        throw TransitHttp.unavailable();
      }
      encoded = Arrays.copyOfRange(body, found.start(1), found.end(1));
      return Base64.getDecoder().decode(encoded);
    } catch (IllegalArgumentException e) {
      throw TransitHttp.unavailable();
    } finally {
      Arrays.fill(encoded, (byte) 0);
      Arrays.fill(body, (byte) 0);
      Arrays.fill(chars.array(), '\0');
    }
  }

  /** Retires the version, and all before it, and takes it out of the service's storage. */
  @Override
  public void destroy(RootKey root) {
    Matcher of = reference(root);
    Answer there = http.get(path("keys", of.group(1)));
    if (there.status() == 404) {
      return;
    }
    int next = Integer.parseInt(of.group(2)) + 1;
    if (latest(require(there)) < next) {
      // the newest cannot be trimmed; the name is its owner's and stays
      rotated(of.group(1));
    }
    require(
        http.post(
            path("keys", of.group(1)) + "/config",
            bytes(
                "{\"min_decryption_version\":"
                    + next
                    + ",\"min_encryption_version\":"
                    + next
                    + "}")));
    require(
        http.post(
            path("keys", of.group(1)) + "/trim",
            bytes("{\"min_available_version\":" + next + "}")));
  }

  @Override
  public void check() {
    require(http.get("auth/token/lookup-self"));
  }

  private Answer require(Answer answer) {
    if (answer.status() == 200 || answer.status() == 204) {
      return answer;
    }
    if (answer.status() == 403) {
      throw refused();
    }
    if (answer.status() == 400) {
      throw wrong(answer);
    }
    throw TransitHttp.unavailable();
  }

  /** A token that is good for nothing tells nothing of this key; one that is good is denied it. */
  private LetheException refused() {
    return http.get("auth/token/lookup-self").status() == 200
        ? new LetheException(ProblemCode.TENANT_KEY_REVOKED)
        : TransitHttp.unavailable();
  }

  private static LetheException wrong(Answer answer) {
    boolean revoked =
        answer.says("encryption key not found")
            || answer.says("disallowed by policy")
            || answer.says("minimum encryption key version");
    return new LetheException(
        revoked ? ProblemCode.TENANT_KEY_REVOKED : ProblemCode.KEYS_UNAVAILABLE);
  }

  private static Matcher reference(RootKey root) {
    Matcher found = REFERENCE.matcher(new String(root.reference(), StandardCharsets.UTF_8));
    if (!found.matches()) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
    return found;
  }

  private String path(String operation, String name) {
    return http.mount() + "/" + operation + "/" + name;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
      Arrays.fill(part, (byte) 0);
    }
    return all.array();
  }
}
