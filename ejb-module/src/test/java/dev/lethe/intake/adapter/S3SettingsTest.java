package dev.lethe.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** A wrong setting stops the start and is named; none of them is repeated. */
class S3SettingsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://s3.example",
        "https://s3.example:9000",
        "http://localhost:9000",
        "http://127.0.0.1:1",
        "http://127.8.9.1",
        "http://[::1]:1"
      })
  void givenEndpointWithTlsOrOnThisMachine_whenSet_thenItIsTaken(String endpoint) {
    assertThat(with("endpoint", endpoint).s3().address()).isEqualTo(endpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://s3.example",
        "http://127.0.0.1.example",
        "http://localhost.example",
        "ftp://localhost",
        "s3.example",
        "https://user:word@s3.example",
        "https://",
        "not a uri"
      })
  void givenEndpointInClearOrNone_whenSet_thenItIsRefusedAndNotRepeated(String endpoint) {
    assertThatThrownBy(() -> with("endpoint", endpoint).s3())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("lethe.store.s3.endpoint is not an address with https");
  }

  @Test
  void givenAddressForCallersInClear_whenSet_thenItIsRefused() {
    assertThat(with("direct", "https://store.example").s3().direct()).isPresent();
    assertThat(with("direct", "").s3().direct()).isEmpty();
    assertThatThrownBy(() -> with("direct", "http://store.example").s3())
        .hasMessage("lethe.store.s3.direct.endpoint is not an address with https");
  }

  @ParameterizedTest
  @CsvSource({
    "region, '', region is not set",
    "region, EU Central, region is no region",
    "bucket, '', bucket is not set",
    "bucket, a/b, bucket is no bucket's name",
    "bucket, UPPER, bucket is no bucket's name",
    "prefix, no-slash, prefix is not empty and ends with no /",
    "prefix, ../up/, prefix is not empty and ends with no /",
    "prefix, /root/, prefix is not empty and ends with no /",
    "part, 1000, part.bytes is not 5 to 64 MiB",
    "part, 1000000000, part.bytes is not 5 to 64 MiB",
    "timeout, PT0S, timeout is not up to a minute",
    "timeout, PT2M, timeout is not up to a minute"
  })
  void givenWrongSetting_whenRead_thenItIsNamed(String name, String value, String what) {
    assertThatThrownBy(() -> with(name, value).s3())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("lethe.store.s3." + what);
  }

  @Test
  void givenNoEndpoint_whenAsked_thenItIsThatOfTheRegion() {
    assertThat(with("endpoint", "").s3().address())
        .isEqualTo("https://s3.eu-central-1.amazonaws.com");
  }

  @Test
  void givenKindOfStoreThatThereIsNot_whenRead_thenTheStartStops() {
    StoreSettings settings = with("endpoint", "");
    assertThat(settings.isS3()).isTrue();
    settings.kind = "tape";
    assertThatThrownBy(settings::isS3).hasMessage("lethe.store.kind is neither files nor s3");
    settings.kind = "files";
    assertThat(settings.isS3()).isFalse();
    settings.dir = Optional.empty();
    assertThatThrownBy(settings::dir).hasMessage("lethe.store.dir is not set");
  }

  private StoreSettings with(String name, String value) {
    StoreSettings settings = new StoreSettings();
    settings.kind = "s3";
    settings.dir = Optional.empty();
    settings.endpoint = Optional.of(name.equals("endpoint") ? value : "https://s3.example");
    settings.region = Optional.of(name.equals("region") ? value : "eu-central-1");
    settings.bucket = Optional.of(name.equals("bucket") ? value : "documents");
    settings.prefix = Optional.of(name.equals("prefix") ? value : "");
    settings.credentials = Optional.of("/nowhere");
    settings.authority = Optional.empty();
    settings.direct = name.equals("direct") ? Optional.of(value) : Optional.empty();
    settings.partBytes = name.equals("part") ? Integer.parseInt(value) : S3Settings.LEAST_PART;
    settings.timeout = Duration.parse(name.equals("timeout") ? value : "PT5S");
    return settings;
  }

  @Test
  void givenFileOfCredentials_whenReplaced_thenTheNewOnesAreUsed() throws IOException {
    Path file = credentials("access_key = one\nsecret_key = two", "rw-------");
    S3Credentials credentials = new S3Credentials(file);
    assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo("one");
    Files.writeString(file, "access_key=three\nsecret_key=four\nsession_token=five");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(credentials.resolveCredentials())
        .isInstanceOfSatisfying(
            AwsSessionCredentials.class,
            keys -> {
              assertThat(keys.accessKeyId()).isEqualTo("three");
              assertThat(keys.sessionToken()).isEqualTo("five");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "'access_key = one', rw-------, has no secret_key",
    "'secret_key = one', rw-------, has no access_key",
    "'access_key = one\nsecret_key =', rw-------, has no secret_key",
    "'access_key = \\uZZZZ', rw-------, cannot be read",
    "'access_key = one\nsecret_key = two', rw-r-----, may be read by its owner alone (0600)"
  })
  void givenCredentialsThatAreUnfit_whenRead_thenTheStartStopsAndNothingOfThemIsTold(
      String text, String permissions, String what) throws IOException {
    Path file = credentials(text, permissions);
    assertThatThrownBy(() -> new S3Credentials(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("lethe.store.s3.credentials.file " + what)
        .hasNoCause();
  }

  private Path credentials(String text, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("credentials"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
