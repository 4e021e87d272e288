package dev.lethe.intake.adapter;

import dev.lethe.keys.adapter.PrivateFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Properties;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Keys of the store's account from a private file, which may be replaced while the server runs. */
final class S3Credentials implements AwsCredentialsProvider {

  private static final String SETTING = "lethe.store.s3.credentials.file";
  private static final long MOST_BYTES = 16_384;

  private final Path file;
  private final Object lock = new Object();
  private AwsCredentials current;
  private FileTime readOf;

  /**
   * @throws IllegalStateException if the file is missing, open to others, or lacks a key
   */
  S3Credentials(Path file) {
    this.file = file;
    PrivateFile.require(file, SETTING, MOST_BYTES);
    this.readOf = time();
    this.current = read();
  }

  @Override
  public AwsCredentials resolveCredentials() {
    synchronized (lock) {
      FileTime now = time();
      if (!now.equals(readOf)) {
        current = read();
        readOf = now;
      }
      return current;
    }
  }

  private FileTime time() {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new IllegalStateException(SETTING + " cannot be read");
    }
  }

  private AwsCredentials read() {
    Properties keys = new Properties();
    try (Reader text = Files.newBufferedReader(file)) {
      keys.load(text);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(SETTING + " cannot be read");
    }
    String access = required(keys, "access_key");
    String secret = required(keys, "secret_key");
    String session = keys.getProperty("session_token", "").strip();
    return session.isEmpty()
        ? AwsBasicCredentials.create(access, secret)
        : AwsSessionCredentials.create(access, secret, session);
  }

  private static String required(Properties keys, String name) {
    String value = keys.getProperty(name, "").strip();
    if (value.isEmpty()) {
      throw new IllegalStateException(SETTING + " has no " + name);
    }
    return value;
  }
}
