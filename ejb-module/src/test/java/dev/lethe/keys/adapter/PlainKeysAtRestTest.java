package dev.lethe.keys.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.keys.model.AesGcmKey;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.keys.model.DataKeys.FreshKey;
import dev.lethe.keys.model.DataKeys.Owner;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.TestDatabase;
import dev.lethe.testing.TestTransactions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A data key in clear is in no file at any time: not in the database's, nor its write-ahead log,
 * nor beside the vault. The wrapped key is there, which shows that the search would see it.
 */
class PlainKeysAtRestTest {

  private static final byte[] CONTENT = "an invented document".getBytes(StandardCharsets.UTF_8);
  private static final String JOB = "job_a";

  private final TestTransactions transactions = new TestTransactions();
  private final TenantId tenant = transactions.newTenant();
  private final EpochTables epochs =
      TestKeys.epochs(transactions, new MutableClock("2026-03-01T12:00:00Z"));
  private final DataKeys keys = TestKeys.in(transactions);

  @Test
  void givenKey_whenMadeUsedAndDestroyed_thenItIsNeverInAFileInClear() throws Exception {
    FreshKey fresh = keys.create(tenant, JOB, "fields");
    byte[] sealed = seal(fresh);
    DataKeyTable.Row row =
        transactions
            .inNewTransaction(() -> new DataKeyTable(transactions).find(tenant, fresh.id()))
            .orElseThrow();
    byte[] plain = plain(row);
    assertThat(plain).hasSize(AesGcmKey.BYTES).isNotEqualTo(row.wrapped().bytes());
    assertInNoFile(plain);
    try (InputStream opened = keys.opening(tenant, fresh.id(), new ByteArrayInputStream(sealed))) {
      assertThat(opened.readAllBytes()).isEqualTo(CONTENT);
    }
    assertInNoFile(plain);
    assertThat(in(row.wrapped().bytes())).as("what is there is seen").isNotEmpty();
    keys.destroy(tenant, List.of(new Owner(JOB, "fields")));
    assertInNoFile(plain);
    Arrays.fill(plain, (byte) 0);
  }

  private byte[] plain(DataKeyTable.Row row) {
    return transactions.inNewTransaction(
        () -> {
          try (AesGcmKey epoch = epochs.keyNow(tenant, row.epoch().orElseThrow())) {
            return DataKeyWrapping.unwrap(tenant, row, epoch);
          }
        });
  }

  private void assertInNoFile(byte[] key) throws IOException, SQLException {
    assertThat(in(key)).isEmpty();
    assertThat(in(ascii(HexFormat.of().formatHex(key)))).isEmpty();
    assertThat(in(ascii(Base64.getEncoder().withoutPadding().encodeToString(key)))).isEmpty();
    assertThat(in(ascii(Base64.getUrlEncoder().withoutPadding().encodeToString(key)))).isEmpty();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] seal(FreshKey key) throws IOException {
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    try (OutputStream sealing = key.sealing(sealed)) {
      sealing.write(CONTENT);
    }
    return sealed.toByteArray();
  }

  /** Files of the database, after all was written, and whatever tests of keys have made. */
  private static List<Path> in(byte[] wanted) throws IOException, SQLException {
    String text = new String(wanted, StandardCharsets.ISO_8859_1);
    try (Stream<Path> files = files()) {
      return files.filter(file -> content(file).contains(text)).toList();
    }
  }

  private static Stream<Path> files() throws IOException, SQLException {
    Stream<Path> database = Files.walk(dataDirectory());
    Stream<Path> others = Stream.empty();
    try (Stream<Path> temporary = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      for (Path folder :
          temporary
              .filter(one -> one.getFileName().toString().startsWith("lethe-"))
              .filter(Files::isReadable)
              .toList()) {
        others = Stream.concat(others, Files.walk(folder));
      }
    }
    return Stream.concat(database, others).filter(Files::isRegularFile);
  }

  /** A file that goes away while it is read has left nothing behind. */
  private static String content(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException gone) {
      return "";
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Path dataDirectory() throws SQLException {
    try (Connection superuser = TestDatabase.get().superuser().getConnection();
        Statement statement = superuser.createStatement()) {
      statement.execute("checkpoint");
      try (ResultSet folder = statement.executeQuery("show data_directory")) {
        folder.next();
        return Path.of(folder.getString(1));
      }
    }
  }
}
