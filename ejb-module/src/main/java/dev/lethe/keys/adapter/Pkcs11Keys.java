package dev.lethe.keys.adapter;

import dev.lethe.keys.model.KeyProvider;
import dev.lethe.keys.model.RootKey;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Root keys in a hardware security module, by PKCS #11 through the JDK's SunPKCS11. They are made
 * there as sensitive and not extractable, so the module does every wrapping (AES-GCM, 96-bit random
 * initialisation vector, 128-bit tag). The reference is the label of the key.
 *
 * <p>A key is looked up for each call: one that was deleted or disabled in the module serves no
 * more.
 */
final class Pkcs11Keys implements KeyProvider {

  /** What AES keys are when they are made, and stay when they become lasting. */
  private static final String ATTRIBUTES =
      """
      attributes(generate, CKO_SECRET_KEY, CKK_AES) = {
        CKA_SENSITIVE = true
        CKA_EXTRACTABLE = false
        CKA_ENCRYPT = true
        CKA_DECRYPT = true
        CKA_WRAP = false
        CKA_UNWRAP = false
      }
      """;

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BITS = 256;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Provider provider;
  private final Path pin;
  private @Nullable KeyStore token;

  /**
   * @param name of the provider, letters and digits
   * @param library the module's shared library
   * @param slot index in the library's list of slots
   * @param pin a file with the user's PIN, which its owner alone reads
   * @throws IllegalStateException if the library cannot be loaded, or the PIN file not be used
   */
  Pkcs11Keys(String name, Path library, int slot, Path pin) {
    PrivateFile.require(pin, "pin_file of a key provider", 256);
    this.pin = pin;
    this.provider = provider(name, library, slot);
  }

  private static Provider provider(String name, Path library, int slot) {
    Provider base = Security.getProvider("SunPKCS11");
    if (base == null) {
      throw new IllegalStateException("this Java runtime has no SunPKCS11");
    }
    try {
      return base.configure(
          "--name = %s\nlibrary = %s\nslotListIndex = %d\n%s"
              .formatted(name, library, slot, ATTRIBUTES));
    } catch (RuntimeException e) {
      throw new IllegalStateException("the library of key provider " + name + " cannot be loaded");
    }
  }

  @Override
  public Kind kind() {
    return Kind.PKCS11;
  }

  @Override
  public byte[] create(TenantId tenant, int version, String name) {
    // two servers may make one at once: labels differ, so that neither hides the other
    String label = name + "-" + version + "-" + HexFormat.of().formatHex(random(4));
    return use(
        store -> {
          KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
          generator.init(KEY_BITS);
          store.setKeyEntry(label, generator.generateKey(), null, null);
          return label.getBytes(StandardCharsets.UTF_8);
        });
  }

  @Override
  public byte[] wrap(RootKey root, byte[] key, byte[] associatedData) {
    return use(
        store -> {
          byte[] iv = random(IV_BYTES);
          byte[] sealed =
              cipher(Cipher.ENCRYPT_MODE, find(store, root), iv, associatedData).doFinal(key);
          return ByteBuffer.allocate(IV_BYTES + sealed.length).put(iv).put(sealed).array();
        });
  }

  @Override
  public byte[] unwrap(RootKey root, byte[] wrapped, byte[] associatedData) {
    if (wrapped.length < IV_BYTES + TAG_BITS / Byte.SIZE) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
    return use(
        store ->
            cipher(
                    Cipher.DECRYPT_MODE,
                    find(store, root),
                    Arrays.copyOf(wrapped, IV_BYTES),
                    associatedData)
                .doFinal(wrapped, IV_BYTES, wrapped.length - IV_BYTES));
  }

  private Cipher cipher(int mode, SecretKey key, byte[] iv, byte[] associatedData)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(TRANSFORMATION, provider);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
    cipher.updateAAD(associatedData);
    return cipher;
  }

  private SecretKey find(KeyStore store, RootKey root) throws GeneralSecurityException {
    Key key = store.getKey(label(root), null);
    if (key instanceof SecretKey secret) {
      return secret;
    }
    // what another server made since the token was read
    key = reload().getKey(label(root), null);
    if (key instanceof SecretKey secret) {
      return secret;
    }
    throw new LetheException(ProblemCode.TENANT_KEY_REVOKED);
  }

  private static String label(RootKey root) {
    return new String(root.reference(), StandardCharsets.UTF_8);
  }

  @Override
  public void destroy(RootKey root) {
    use(
        store -> {
          KeyStore now = reload();
          if (now.containsAlias(label(root))) {
            now.deleteEntry(label(root));
          }
          return new byte[0];
        });
  }

  @Override
  public void check() {
    use(
        store -> {
          reload();
          return new byte[0];
        });
  }

  private interface Work {
    byte[] on(KeyStore token) throws GeneralSecurityException;
  }

  private byte[] use(Work work) {
    try {
      return work.on(token());
    } catch (ProviderException | InvalidKeyException e) {
      throw refusal(e);
    } catch (KeyStoreException e) {
      throw away();
    } catch (GeneralSecurityException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
  }

  /**
   * The module answers that the key is gone or may not do this; all else is the module's failure.
   */
  private LetheException refusal(Exception failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      String text = String.valueOf(at.getMessage());
      if (text.contains("KEY_HANDLE_INVALID")
          || text.contains("OBJECT_HANDLE_INVALID")
          || text.contains("KEY_FUNCTION_NOT_PERMITTED")) {
        return new LetheException(ProblemCode.TENANT_KEY_REVOKED);
      }
    }
    return away();
  }

  private synchronized LetheException away() {
    token = null;
    return new LetheException(ProblemCode.KEY_PROVIDER_UNAVAILABLE);
  }

  private synchronized KeyStore token() throws GeneralSecurityException {
    KeyStore known = token;
    return known == null ? reload() : known;
  }

  private synchronized KeyStore reload() throws GeneralSecurityException {
    char[] secret = pin();
    try {
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, secret);
      token = store;
      return store;
    } catch (IOException e) {
      throw away();
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  private char[] pin() {
    try {
      byte[] bytes = Files.readAllBytes(pin);
      char[] chars = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes)).array();
      int length = 0;
      while (length < chars.length && chars[length] > ' ') {
        length++;
      }
      char[] secret = Arrays.copyOf(chars, length);
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(chars, '\0');
      return secret;
    } catch (IOException e) {
      throw away();
    }
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return random;
  }
}
