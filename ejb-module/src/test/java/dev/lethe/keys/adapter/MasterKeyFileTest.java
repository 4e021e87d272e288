package dev.lethe.keys.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.keys.model.AesGcmKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyFileTest {

  @TempDir Path folder;

  @Test
  void givenKeyOf32BytesInBase64_whenRead_thenItWraps() throws Exception {
    byte[] key = AesGcmKey.random();
    Path file = write(Base64.getEncoder().encodeToString(key) + "\n", "rw-------");
    byte[] wrapped = MasterKeyFile.read(file).wrap(new byte[32], new byte[0]);
    assertThat(new AesGcmKey(key).unwrap(wrapped, new byte[0])).isEqualTo(new byte[32]);
  }

  @Test
  void givenNoFile_whenRead_thenTheStartStops() {
    assertThatThrownBy(() -> MasterKeyFile.read(folder.resolve("none")))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "c2hvcnQ=", "not base64 at all !!", "QUFBQQ==QUFBQQ=="})
  void givenNoKey_whenRead_thenItIsRefusedWithoutItsContent(String content) throws IOException {
    Path file = write(content, "rw-------");
    assertThatThrownBy(() -> MasterKeyFile.read(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("lethe.master.key.file is not a key of 32 bytes in base64")
        .hasNoCause();
  }

  @Test
  void givenFileOfGreatSize_whenRead_thenItIsRefused() throws IOException {
    Path file = write("A".repeat(10_000), "rw-------");
    assertThatThrownBy(() -> MasterKeyFile.read(file)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------"})
  void givenFileThatOthersMayUse_whenRead_thenItIsRefused(String permissions) throws IOException {
    Path file = write(Base64.getEncoder().encodeToString(AesGcmKey.random()), permissions);
    assertThatThrownBy(() -> MasterKeyFile.read(file)).isInstanceOf(IllegalStateException.class);
  }

  private Path write(String content, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("master.key"), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
