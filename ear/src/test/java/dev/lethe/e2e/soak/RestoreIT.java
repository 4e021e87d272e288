package dev.lethe.e2e.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.Stack;
import dev.lethe.e2e.Tables;
import dev.lethe.synthetic.SyntheticInvoice;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
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
      @TempDir Path folder) {
    String kept = newJob();
    String deleted = newJob();
    Path backup = folder.resolve("backup.tar");
    assertThat(Stack.lethe("backup", backup.toString())).isZero();
    String link = link(app.delete("/ocr/jobs/" + deleted));
    String later = newJob();
    String laterLink = link(app.delete("/ocr/jobs/" + later));
    assertThat(Stack.lethe("restore", backup.toString())).isZero();

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
