package dev.lethe.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Stands in for a key service with the interface of Vault's transit engine: it is none. Paths,
 * members, status codes and texts of errors are those of the engine's documentation, so far as a
 * client meets them that makes, reads, rotates, configures and trims AES-256-GCM keys and encrypts
 * and decrypts with associated data. It can be told to fail in the ways in which such a service
 * does.
 */
public final class TransitStandIn implements AutoCloseable {

  /** How it fails. */
  public enum Failure {
    NONE,
    /** 503, as when the service is sealed. */
    SEALED,
    /** 429, as when a quota is used up. */
    OVERLOADED,
    /** The connection is closed without an answer. */
    HANGS_UP,
    /** No answer within any patience. */
    SILENT,
    /** 200 with what is no JSON. */
    GIBBERISH,
    /** 200 with an endless body. */
    ENDLESS,
    /** 200 with a ciphertext of another version than was asked for. */
    WRONG_VERSION,
    /** 403 for keys, while the token itself is good. */
    KEY_DENIED,
    /** 403 for everything, as when the token has expired. */
    TOKEN_EXPIRED
  }

  private static final String TOKEN = "hvs.stand-in-token";
  private static final Pattern PATH =
      Pattern.compile("/v1/transit/(keys|encrypt|decrypt)/([\\w.-]+?)(/rotate|/config|/trim)?");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long SILENCE_MILLIS = 60_000;

  static {
    // else each answer waits for the acknowledgement of its head
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Path folder;
  private final Map<String, Key> keys = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final List<String> seen = new ArrayList<>();
  private volatile Failure failure = Failure.NONE;
  private volatile int failuresLeft = Integer.MAX_VALUE;

  /** A named key with its versions. */
  private static final class Key {
    private final NavigableMap<Integer, byte[]> versions = new TreeMap<>();
    private int minDecryption = 1;
    private int minEncryption;

    Key() {
      rotate();
    }

    final void rotate() {
      byte[] version = new byte[32];
      RANDOM.nextBytes(version);
      versions.put(versions.isEmpty() ? 1 : versions.lastKey() + 1, version);
    }
  }

  /** What is answered. */
  private record Said(int status, String body) {
    static Said data(String members) {
      return new Said(200, "{\"request_id\":\"0\",\"data\":{" + members + "},\"warnings\":null}");
    }

    static Said error(int status, String text) {
      return new Said(status, "{\"errors\":[\"" + text + "\"]}");
    }
  }

  /**
   * @param folder for its certificate and the token's file
   */
  public TransitStandIn(Path folder) {
    this.folder = folder;
    try {
      SelfSigned.make(folder);
      Files.writeString(token(), TOKEN + "\n");
      Files.setPosixFilePermissions(token(), PosixFilePermissions.fromString("rw-------"));
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls()));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private SSLContext tls() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(SelfSigned.keystore(folder))) {
      store.load(in, SelfSigned.PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, SelfSigned.PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  public URI url() {
    return URI.create("https://localhost:" + server.getAddress().getPort());
  }

  /** The file with the token that it takes. */
  public Path token() {
    return folder.resolve("token");
  }

  /** The certificate that it shows. */
  public Path authority() {
    return SelfSigned.pem(folder);
  }

  public void fail(Failure how) {
    fail(how, Integer.MAX_VALUE);
  }

  /** Fails for the next requests, then no more. */
  public void fail(Failure how, int times) {
    failure = how;
    failuresLeft = times;
  }

  /** How many requests have come. */
  public int requests() {
    return requests.get();
  }

  /** Bodies of the requests that have come. */
  public synchronized List<String> seen() {
    return List.copyOf(seen);
  }

  /** As its owner does who takes a key away. */
  public void deleteKey(String name) {
    keys.remove(name);
  }

  /** As its owner does who retires versions. */
  public void setMinDecryptionVersion(String name, int version) {
    key(name).minDecryption = version;
  }

  public List<Integer> versions(String name) {
    return List.copyOf(key(name).versions.keySet());
  }

  private Key key(String name) {
    return Optional.ofNullable(keys.get(name)).orElseThrow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      synchronized (this) {
        seen.add(body);
      }
      Failure now = nextFailure();
      if (now == Failure.SILENT) {
        Thread.sleep(SILENCE_MILLIS);
      }
      if (now == Failure.HANGS_UP || now == Failure.SILENT) {
        return;
      }
      answer(exchange, said(exchange, body, now));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Failure nextFailure() {
    if (failuresLeft <= 0) {
      return Failure.NONE;
    }
    failuresLeft--;
    return failure;
  }

  private static void answer(HttpExchange exchange, Said said) throws IOException {
    byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private Said said(HttpExchange exchange, String body, Failure now) {
    String path = exchange.getRequestURI().getPath();
    boolean token = TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"));
    boolean self = path.equals("/v1/auth/token/lookup-self");
    return switch (now) {
      case SEALED -> Said.error(503, "Vault is sealed");
      case OVERLOADED -> Said.error(429, "request path: rate limit quota exceeded");
      case GIBBERISH -> new Said(200, "<html>it works</html>");
      case ENDLESS -> new Said(200, "{\"data\":{\"filler\":\"" + "a".repeat(1 << 20) + "\"}}");
      case TOKEN_EXPIRED -> Said.error(403, "permission denied");
      case KEY_DENIED -> self && token ? self() : Said.error(403, "permission denied");
      default -> {
        if (!token) {
          yield Said.error(403, "permission denied");
        }
        Matcher of = PATH.matcher(path);
        if (self) {
          yield self();
        }
        yield of.matches()
            ? onKey(exchange.getRequestMethod(), of, body, now)
            : new Said(404, "{\"errors\":[]}");
      }
    };
  }

  private static Said self() {
    return Said.data("\"policies\":[\"default\",\"lethe\"],\"ttl\":3600");
  }

  private Said onKey(String method, Matcher path, String body, Failure now) {
    String name = path.group(2);
    Optional<Key> key = Optional.ofNullable(keys.get(name));
    String operation = path.group(1) + Optional.ofNullable(path.group(3)).orElse("");
    if (operation.equals("keys") && method.equals("POST")) {
      keys.computeIfAbsent(name, made -> new Key());
      return new Said(200, "");
    }
    if (key.isEmpty()) {
      return operation.equals("keys")
          ? new Said(404, "{\"errors\":[]}")
          : Said.error(400, "encryption key not found");
    }
    synchronized (key.get()) {
      return onKey(operation, name, key.get(), body, now);
    }
  }

  private static Said onKey(String operation, String name, Key key, String body, Failure now) {
    return switch (operation) {
      case "keys" -> read(name, key);
      case "keys/rotate" -> {
        key.rotate();
        yield new Said(200, "");
      }
      case "keys/config" -> configure(key, body);
      case "keys/trim" -> trim(key, body);
      case "encrypt" -> encrypt(key, body, now);
      case "decrypt" -> decrypt(key, body);
      default -> new Said(404, "{\"errors\":[]}");
    };
  }

  private static Said read(String name, Key key) {
    return Said.data(
        "\"name\":\""
            + name
            + "\",\"type\":\"aes256-gcm96\",\"latest_version\":"
            + key.versions.lastKey()
            + ",\"min_decryption_version\":"
            + key.minDecryption
            + ",\"min_encryption_version\":"
            + key.minEncryption
            + ",\"min_available_version\":0,\"deletion_allowed\":false,\"exportable\":false");
  }

  private static Said configure(Key key, String body) {
    int decryption = number(body, "min_decryption_version").orElse(key.minDecryption);
    int encryption = number(body, "min_encryption_version").orElse(key.minEncryption);
    if (decryption > key.versions.lastKey()) {
      return Said.error(
          400,
          "cannot set min decryption version of " + decryption + ", latest key version is less");
    }
    key.minDecryption = decryption;
    key.minEncryption = encryption;
    return new Said(200, "");
  }

  private static Said trim(Key key, String body) {
    int available = number(body, "min_available_version").orElse(0);
    if (available > key.minDecryption || available > key.minEncryption) {
      return Said.error(
          400, "minimum available version cannot be higher than minimum decryption version");
    }
    key.versions.headMap(available).values().forEach(version -> Arrays.fill(version, (byte) 0));
    key.versions.headMap(available).clear();
    return new Said(200, "");
  }

  private static Said encrypt(Key key, String body, Failure now) {
    int version = number(body, "key_version").filter(n -> n > 0).orElse(key.versions.lastKey());
    if (version < key.minEncryption) {
      return Said.error(
          400, "requested version for encryption is less than the minimum encryption key version");
    }
    byte[] by = key.versions.get(version);
    if (by == null) {
      return Said.error(
          400, "requested version for encryption is higher than the latest key version");
    }
    try {
      byte[] iv = new byte[12];
      RANDOM.nextBytes(iv);
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, by, iv, body).doFinal(base64(body, "plaintext"));
      byte[] all = ByteBuffer.allocate(12 + sealed.length).put(iv).put(sealed).array();
      int told = now == Failure.WRONG_VERSION ? version + 1 : version;
      return Said.data(
          "\"ciphertext\":\"vault:v"
              + told
              + ":"
              + Base64.getEncoder().encodeToString(all)
              + "\",\"key_version\":"
              + told);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Said.error(400, "failed to base64-decode plaintext");
    }
  }

  private static Said decrypt(Key key, String body) {
    Matcher of = Pattern.compile("vault:v(\\d+):(.*)").matcher(text(body, "ciphertext"));
    if (!of.matches()) {
      return Said.error(400, "invalid ciphertext: no prefix");
    }
    int version = Integer.parseInt(of.group(1));
    if (version < key.minDecryption) {
      return Said.error(400, "ciphertext or signature version is disallowed by policy (too old)");
    }
    byte[] by = key.versions.get(version);
    if (by == null) {
      return Said.error(400, "invalid ciphertext: version is too new");
    }
    try {
      byte[] all = Base64.getDecoder().decode(of.group(2));
      if (all.length < 12 + 16) {
        return Said.error(400, "invalid ciphertext: too short");
      }
      byte[] clear =
          cipher(Cipher.DECRYPT_MODE, by, Arrays.copyOf(all, 12), body)
              .doFinal(all, 12, all.length - 12);
      return Said.data("\"plaintext\":\"" + Base64.getEncoder().encodeToString(clear) + "\"");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Said.error(400, "invalid ciphertext: unable to decrypt");
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] iv, String body)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
    cipher.updateAAD(base64(body, "associated_data"));
    return cipher;
  }

  private static Optional<Integer> number(String body, String member) {
    Matcher found = Pattern.compile("\"" + member + "\"\\s*:\\s*(\\d+)").matcher(body);
    return found.find() ? Optional.of(Integer.valueOf(found.group(1))) : Optional.empty();
  }

  private static String text(String body, String member) {
    Matcher found = Pattern.compile("\"" + member + "\"\\s*:\\s*\"([^\"]*)\"").matcher(body);
    return found.find() ? found.group(1) : "";
  }

  private static byte[] base64(String body, String member) {
    return Base64.getDecoder().decode(text(body, member));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
