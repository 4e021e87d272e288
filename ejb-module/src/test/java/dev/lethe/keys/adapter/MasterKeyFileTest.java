package dev.lethe.keys.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.keys.model.AesGcmKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyFileTest {

  private static final String SETTING = KeySettings.MASTER_KEY;

  @TempDir Path folder;

  @Test
  void givenKeyOf32BytesInBase64_whenRead_thenItWraps() throws Exception {
    byte[] key = AesGcmKey.random();
    Path file = write(Base64.getEncoder().encodeToString(key) + "\n", "rw-------");
    byte[] wrapped = MasterKeyFile.read(file, SETTING).wrap(new byte[32], new byte[0]);
    assertThat(new AesGcmKey(key).unwrap(wrapped, new byte[0])).isEqualTo(new byte[32]);
  }

  @Test
  void givenNoFile_whenRead_thenTheStartStops() {
    assertThatThrownBy(() -> MasterKeyFile.read(folder.resolve("none"), SETTING))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "c2hvcnQ=", "not base64 at all !!", "QUFBQQ==QUFBQQ=="})
  void givenNoKey_whenRead_thenItIsRefusedWithoutItsContent(String content) throws IOException {
    Path file = write(content, "rw-------");
    assertThatThrownBy(() -> MasterKeyFile.read(file, SETTING))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("lethe.master.key.file is not a key of 32 bytes in base64")
        .hasNoCause();
  }

  @Test
  void givenFileOfGreatSize_whenRead_thenItIsRefused() throws IOException {
    Path file = write("A".repeat(10_000), "rw-------");
    assertThatThrownBy(() -> MasterKeyFile.read(file, SETTING))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------"})
  void givenFileThatOthersMayUse_whenRead_thenItIsRefused(String permissions) throws IOException {
    Path file = write(Base64.getEncoder().encodeToString(AesGcmKey.random()), permissions);
    assertThatThrownBy(() -> MasterKeyFile.read(file, SETTING))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void givenBothKeys_whenRead_thenThePresentOneWrapsAndBothOpen() throws Exception {
    KeySettings settings = settings(newKey("present"), Optional.of(newKey("former")));
    MasterKeys former =
        TestKeys.only(MasterKeyFile.read(folder.resolve("former"), KeySettings.MASTER_KEY));
    MasterKeys both = MasterKeyFile.read(settings);
    assertThat(both.hasPrevious()).isTrue();
    byte[] key = AesGcmKey.random();
    assertThat(both.unwrap(former.wrap(key, new byte[0]), new byte[0])).isEqualTo(key);
    MasterKeys later =
        TestKeys.only(MasterKeyFile.read(folder.resolve("present"), KeySettings.MASTER_KEY));
    assertThat(later.unwrap(both.wrap(key, new byte[0]), new byte[0])).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void givenNoNameOfAPreviousFile_whenRead_thenThereIsNone(String name) throws IOException {
    KeySettings settings = settings(newKey("present"), Optional.empty());
    assertThat(MasterKeyFile.read(settings).hasPrevious()).isFalse();
    settings.previousMasterKeyFile = Optional.of(name);
    assertThat(MasterKeyFile.read(settings).hasPrevious()).isFalse();
  }

  @Test
  void givenPreviousFileThatIsNoUse_whenRead_thenTheStartStopsWithItsSetting() throws IOException {
    Path present = newKey("present");
    assertRefused(present, folder.resolve("none"), " cannot be read");
    assertRefused(present, write("c2hvcnQ=", "rw-------"), " is not a key of 32 bytes in base64");
    Path open = newKey("open");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    assertRefused(present, open, " may be read by its owner alone (0600)");
    assertRefused(present, present, " holds the same key as lethe.master.key.file");
  }

  private static void assertRefused(Path present, Path previous, String why) {
    assertThatThrownBy(() -> MasterKeyFile.read(settings(present, Optional.of(previous))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("lethe.master.key.previous.file" + why)
        .hasNoCause();
  }

  private static KeySettings settings(Path present, Optional<Path> previous) {
    KeySettings settings = new KeySettings();
    settings.masterKeyFile = present.toString();
    settings.previousMasterKeyFile = previous.map(Path::toString);
    return settings;
  }

  private Path newKey(String name) throws IOException {
    return write(name, Base64.getEncoder().encodeToString(AesGcmKey.random()), "rw-------");
  }

  private Path write(String content, String permissions) throws IOException {
    return write("master.key", content, permissions);
  }

  private Path write(String name, String content, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
