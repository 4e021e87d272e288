package dev.lethe.e2e.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.RunningSystem;
import dev.lethe.e2e.Stack;
import dev.lethe.e2e.Tables;
import dev.lethe.synthetic.SyntheticInvoice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Back up, delete, restore: what was deleted is gone, under the certificate that there was. */
@Tag("soak")
class RestoreIT {

  private static final byte[] INVOICE =
      SyntheticInvoice.of(4, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC).pdf();

  private final ApiCalls app = ApiCalls.as("northwind-evaluator");

  @Test
  void givenBackup_whenDeletedAndRestored_thenTheJobIsGoneUnderTheSameCertificate(
      @TempDir Path folder) throws IOException {
    String kept = newJob();
    String deleted = newJob();
    Path backup = folder.resolve("backup.sealed");
    Path key = key(folder, "mine");
    Path shown = shown(key);
    assertThat(Stack.lethe("backup", backup.toString(), "--to", shown.toString())).isZero();
    String link = link(app.delete("/ocr/jobs/" + deleted));
    String later = newJob();
    String laterLink = link(app.delete("/ocr/jobs/" + later));
    assertRefused(folder, backup, key);
    assertThat(Stack.lethe("restore", backup.toString(), "--key", key.toString())).isZero();

    assertGone(deleted, link);
    assertGone(later, laterLink);
    assertThat(app.get("/ocr/jobs/" + kept).statusCode()).isEqualTo(200);
    assertThat(keysOf(kept)).isPositive();
    assertThat(keysOf(deleted)).isZero();
    assertThat(number("deletion_receipt where job_id = '" + deleted + "'")).isEqualTo(1);
    assertThat(
            number("audit_event where type = 'deletion.replayed' and job_id = '" + deleted + "'"))
        .isEqualTo(1);
    app.delete("/ocr/jobs/" + kept);
  }

  /** Nothing is stopped, nothing is put back and nothing is left behind. */
  private static void assertRefused(Path folder, Path backup, Path key) throws IOException {
    long server = Stack.server().pid();
    assertThat(beginning(backup, 21)).isEqualTo("lethe-sealed-backup/1");
    assertThat(beginning(backup, 1 << 16)).doesNotContain("postgres", "PG_VERSION");
    Path cut = folder.resolve("cut");
    Files.copy(backup, cut);
    try (FileChannel channel = FileChannel.open(cut, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - 1);
    }
    Path altered = folder.resolve("altered");
    Files.copy(backup, altered);
    try (FileChannel channel = FileChannel.open(altered, StandardOpenOption.WRITE)) {
      // in the last segment: all before it is true
      channel.write(ByteBuffer.wrap(new byte[40]), channel.size() - 1000);
    }
    for (String[] words :
        new String[][] {
          {"restore", backup.toString()},
          {"restore", backup.toString(), "--key", key(folder, "other").toString()},
          {"restore", backup.toString(), "--key", shown(key).toString()},
          {"restore", cut.toString(), "--key", key.toString()},
          {"restore", altered.toString(), "--key", key.toString()}
        }) {
      assertThat(Stack.lethe(words)).as(String.join(" ", words)).isEqualTo(1);
    }
    assertThat(Stack.server().pid()).isEqualTo(server);
    assertThat(RunningSystem.get().stateDir().resolve("restore.part")).doesNotExist();
    Files.delete(cut);
    Files.delete(altered);
  }

  private static String beginning(Path file, int length) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }
  }

  private static Path key(Path folder, String name) {
    Path key = folder.resolve(name + ".pem");
    openssl("genpkey", "-algorithm", "X25519", "-out", key.toString());
    return key;
  }

  private static Path shown(Path key) {
    Path shown = key.resolveSibling(key.getFileName() + ".pub");
    openssl("pkey", "-in", key.toString(), "-pubout", "-out", shown.toString());
    return shown;
  }

  private static void openssl(String... words) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(words));
    try {
      assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void givenDiskThatIsFull_whenBackedUp_thenItSaysSoAndWhatRanRunsAgain(@TempDir Path folder)
      throws IOException {
    Path backup = folder.resolve("backup.tar");
    // whatever is written to it meets a full disk
    Files.createSymbolicLink(folder.resolve("backup.tar.part"), Path.of("/dev/full"));
    assertThat(Stack.lethe("backup", backup.toString())).isEqualTo(1);
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
    assertThat(app.get("/ocr/jobs/job_" + "0".repeat(32)).statusCode()).isEqualTo(404);
  }

  @Test
  void givenPlaceThatCannotBeWritten_whenBackedUp_thenNothingIsStopped(@TempDir Path folder)
      throws IOException {
    long server = Stack.server().pid();
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(Stack.lethe("backup", file.resolve("backup.tar").toString())).isEqualTo(1);
    assertThat(Stack.lethe("backup", file.toString())).as("it is there already").isEqualTo(1);
    assertThat(Stack.lethe("backup", "/proc/backup.tar")).isEqualTo(1);
    Path fine = folder.resolve("backup.sealed");
    assertThat(Stack.lethe("backup", fine.toString(), "--to", file.toString()))
        .as("no public key")
        .isEqualTo(1);
    assertThat(Stack.lethe("backup", fine.toString(), "--to", key(folder, "secret").toString()))
        .as("a private key")
        .isEqualTo(1);
    assertThat(fine).doesNotExist();
    assertThat(Stack.server().pid()).isEqualTo(server);
    assertThat(app.get("/ocr/jobs/job_" + "0".repeat(32)).statusCode()).isEqualTo(404);
  }

  private String newJob() {
    return ApiCalls.json(
            app.submitAndWait(ApiCalls.invoiceRequest("invoice_total").build(), INVOICE))
        .getString("id");
  }

  private static String link(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).isIn(200, 410);
    return answer.headers().firstValue("Link").orElseThrow();
  }

  private void assertGone(String job, String link) {
    for (HttpResponse<byte[]> answer :
        List.of(
            app.get("/ocr/jobs/" + job),
            app.get("/ocr/jobs/" + job + "/preview"),
            app.reveal(job, "a good reason", "invoice_total"),
            app.delete("/ocr/jobs/" + job))) {
      assertThat(link(answer)).isEqualTo(link);
    }
    assertThat(app.get("/ocr/jobs/" + job).statusCode()).isEqualTo(410);
    String certificate = link.replaceAll(".*/certificates/([^>]+)>.*", "$1");
    assertThat(app.get("/certificates/" + certificate).statusCode()).isEqualTo(200);
  }

  private static long keysOf(String job) {
    return number("data_key where job_id = '" + job + "'");
  }

  private static long number(String from) {
    return Tables.number("northwind", "select count(*) from " + from);
  }
}
