package dev.lethe.keys.adapter;

import dev.lethe.keys.model.AesGcmKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Reads a master key: one line of base64, 32 bytes, readable by the server's user alone. */
final class MasterKeyFile {

  private static final long MOST_BYTES = 128;

  private MasterKeyFile() {}

  /**
   * @throws IllegalStateException if one that is named cannot be used, or both are the same
   */
  static MasterKeys read(KeySettings settings) {
    AesGcmKey present = read(settings.masterKeyFile(), KeySettings.MASTER_KEY);
    Optional<AesGcmKey> previous =
        settings.previousMasterKeyFile().map(file -> read(file, KeySettings.PREVIOUS_MASTER_KEY));
    try {
      return new MasterKeys(present, previous);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          KeySettings.PREVIOUS_MASTER_KEY + " holds the same key as " + KeySettings.MASTER_KEY);
    }
  }

  /**
   * @param setting that names the file
   * @throws IllegalStateException if it is missing, readable by others or not a key; the text names
   *     the setting, never the content
   */
  static AesGcmKey read(Path file, String setting) {
    try {
      PrivateFile.require(file, setting, MOST_BYTES);
      return decode(Files.readAllBytes(file), setting);
    } catch (IOException e) {
      throw new IllegalStateException(setting + " cannot be read");
    }
  }

  private static AesGcmKey decode(byte[] line, String setting) {
    byte[] key = new byte[0];
    try {
      key = Base64.getMimeDecoder().decode(line);
      return new AesGcmKey(key);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(setting + " is not a key of 32 bytes in base64");
    } finally {
      Arrays.fill(line, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }
}
