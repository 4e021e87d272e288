package dev.lethe.tools.backup;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A stream that only its recipient reads: a line that names the form, a key of its own sealed to
 * the recipient by HPKE, and the content under that key in segments of 1 MiB with AES-256-GCM
 * (Tink's streaming AEAD), bound to what stands before it. No byte comes out before its segment is
 * found intact and in its place, and the end is only one if it was written as the end.
 */
final class SealedBackup {

  /** With which a sealed backup begins. */
  static final String FORM = "lethe-sealed-backup/1\n";

  private static final byte[] MARK = FORM.getBytes(StandardCharsets.US_ASCII);
  private static final int KEY_BYTES = 32;
  private static final int SEGMENT_BYTES = 1 << 20;

  private SealedBackup() {}

  static void seal(HybridEncrypt recipient, InputStream in, OutputStream out)
      throws IOException, GeneralSecurityException {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    try {
      byte[] header = join(MARK, recipient.encrypt(key, MARK));
      out.write(header);
      try (OutputStream sealing = content(key).newEncryptingStream(out, header)) {
        in.transferTo(sealing);
      }
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Writes what was sealed. When this fails, what came out is a true beginning and no more: whoever
   * takes it waits for the end.
   *
   * @throws NotOpened if it is no sealed backup, is for another key, was altered or cut off
   */
  static void open(HybridDecrypt owner, InputStream in, OutputStream out)
      throws IOException, NotOpened {
    byte[] header = in.readNBytes(MARK.length + KEY_BYTES + RecipientKeys.OVERHEAD);
    if (header.length < MARK.length || !Arrays.equals(MARK, Arrays.copyOf(header, MARK.length))) {
      throw new NotOpened("this is no sealed backup");
    }
    byte[] key = key(owner, Arrays.copyOfRange(header, MARK.length, header.length));
    try (InputStream opened = content(key).newDecryptingStream(in, header)) {
      copy(opened, out);
    } catch (GeneralSecurityException e) {
      throw new NotOpened("the backup was altered or cut off");
    } finally {
      Arrays.fill(key, (byte) 0);
    }
    out.flush();
  }

  private static byte[] key(HybridDecrypt owner, byte[] sealed) throws NotOpened {
    try {
      byte[] key = owner.decrypt(sealed, MARK);
      if (key.length != KEY_BYTES) {
        throw new NotOpened("the backup was altered");
      }
      return key;
    } catch (GeneralSecurityException e) {
      throw new NotOpened("the backup is sealed to another key, or was altered");
    }
  }

  /** Reading fails by what is read, writing by where it goes: the two are told apart. */
  private static void copy(InputStream in, OutputStream out) throws IOException, NotOpened {
    byte[] buffer = new byte[SEGMENT_BYTES];
    int read = read(in, buffer);
    while (read >= 0) {
      out.write(buffer, 0, read);
      read = read(in, buffer);
    }
  }

  private static int read(InputStream in, byte[] buffer) throws NotOpened {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw new NotOpened("the backup was altered or cut off");
    }
  }

  private static AesGcmHkdfStreaming content(byte[] key) throws GeneralSecurityException {
    return new AesGcmHkdfStreaming(key, "HmacSha256", KEY_BYTES, SEGMENT_BYTES, 0);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
