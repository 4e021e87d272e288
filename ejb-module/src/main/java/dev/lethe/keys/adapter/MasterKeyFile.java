package dev.lethe.keys.adapter;

import dev.lethe.keys.model.AesGcmKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

/** Reads the master key: one line of base64, 32 bytes, readable by the server's user alone. */
final class MasterKeyFile {

  private static final long MOST_BYTES = 128;
  private static final String SETTING = "lethe.master.key.file";

  private MasterKeyFile() {}

  /**
   * @throws IllegalStateException if it is missing, readable by others or not a key; the text names
   *     the setting, never the content
   */
  static AesGcmKey read(Path file) {
    try {
      PrivateFile.require(file, SETTING, MOST_BYTES);
      return decode(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalStateException(SETTING + " cannot be read");
    }
  }

  private static AesGcmKey decode(byte[] line) {
    byte[] key = new byte[0];
    try {
      key = Base64.getMimeDecoder().decode(line);
      return new AesGcmKey(key);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(SETTING + " is not a key of 32 bytes in base64");
    } finally {
      Arrays.fill(line, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }
}
