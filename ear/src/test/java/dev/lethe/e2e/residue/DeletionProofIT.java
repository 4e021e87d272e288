package dev.lethe.e2e.residue;

import static dev.lethe.e2e.ApiCalls.invoiceRequest;
import static dev.lethe.e2e.ApiCalls.json;
import static dev.lethe.e2e.ApiCalls.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.RunningSystem;
import dev.lethe.e2e.Stack;
import dev.lethe.e2e.Tables;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticInvoice;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/**
 * The whole way of a deletion, against somebody who has a backup of everything but the keys, and
 * later the running system too: back up, delete, destroy the epochs' keys, restore. The job is gone
 * under its certificate, and what is put back in its place opens to nobody. A word of the document
 * is looked for on the way, while a worker reads as well, in every file there is, in a dump of all
 * tables as text and in the backup: it is in none at any time.
 */
@Tag("soak")
class DeletionProofIT {

  private static final String TENANT = "northwind";
  private static final String[] FIELDS = {"vendor_name", "buyer_name", "invoice_total"};
  private static final Duration SHREDDED = Duration.ofMinutes(3);

  private final RunningSystem system = RunningSystem.get();
  private final ApiCalls app = ApiCalls.as("northwind-evaluator");
  private final String canary = newWord();
  private final Instant began = Instant.now().minusSeconds(5);

  @TempDir Path folder;

  /** Or else that the remains do not open would prove nothing: while the epoch lives, they do. */
  @Test
  void givenRemainsOfAJob_whenItsEpochIsNotYetDestroyed_thenTheServiceStillOpensThem()
      throws IOException, SQLException {
    String job = read();
    Remains remains = Remains.of(TENANT, job);
    assertThat(remains.areWhole()).isTrue();
    delete(job);
    remains.putBack();
    // the sealed result, and the sealed file, of which a preview is made anew
    assertThat(text(reveal(job))).contains(canary);
    assertThat(app.get("/ocr/jobs/" + job + "/preview").statusCode()).isEqualTo(200);
    delete(job);
    assertNoFileHoldsTheWord();
  }

  @Test
  void givenBackup_whenDeletedShreddedAndRestored_thenItIsGoneAndNothingOpensTheRemains()
      throws IOException, SQLException {
    String job = read();
    Remains remains = Remains.of(TENANT, job);
    assertThat(remains.areWhole()).isTrue();
    dump();
    Path backup = folder.resolve("backup.tar");
    assertThat(Stack.lethe("backup", backup.toString())).isZero();
    assertThat(Files.size(backup)).isGreaterThan(1 << 20);
    assertNoFileHoldsTheWord();

    List<String> certificate = delete(job);
    destroy(remains.epochs());
    dump();
    assertNoFileHoldsTheWord();

    assertThat(Stack.lethe("restore", backup.toString())).isZero();
    assertGone(job, certificate);
    for (String epoch : remains.epochs()) {
      assertThat(destroyed(epoch)).as("%s in the copy", epoch).isTrue();
    }

    remains.putBack();
    assertNothingOpens(job);
    dump();
    assertNoFileHoldsTheWord();
    app.delete("/ocr/jobs/" + job);
  }

  /** A scan with the word in it is stored and read; while that goes on, the word is looked for. */
  private String read() throws IOException {
    byte[] scan =
        ScanEffects.clean()
            .png(
                SyntheticInvoice.withBuyer(
                    31, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC, canary + " Quill"));
    String job =
        json(app.submit(invoiceRequest(FIELDS).build(), canary + ".png", scan)).getString("id");
    int searches = 0;
    String state = "";
    while (!state.equals("done")) {
      assertNoFileHoldsTheWord();
      searches++;
      state = json(app.get("/ocr/jobs/" + job)).getString("state");
      assertThat(state).isNotEqualTo("failed");
    }
    assertThat(searches).isPositive();
    assertThat(text(reveal(job))).as("it was read").contains(canary);
    assertThat(app.get("/ocr/jobs/" + job + "/preview").statusCode()).isEqualTo(200);
    assertNoFileHoldsTheWord();
    return job;
  }

  private HttpResponse<byte[]> reveal(String job) {
    return app.reveal(job, "a proof of deletion", "buyer_name");
  }

  /** Links to the certificates. */
  private List<String> delete(String job) {
    HttpResponse<byte[]> answer = app.delete("/ocr/jobs/" + job);
    assertThat(answer.statusCode()).isEqualTo(200);
    List<String> links = answer.headers().allValues("Link");
    assertThat(links).isNotEmpty();
    return links;
  }

  /** What else comes with the end of the day: the sweep finds the epochs over. */
  private void destroy(List<String> epochs) {
    assertThat(epochs).isNotEmpty();
    for (String epoch : epochs) {
      Tables.change(
          TENANT,
          "update shred_epoch set ends_at = now() - interval '1 second' where id = '"
              + epoch
              + "'");
    }
    for (String epoch : epochs) {
      assertThat(Stack.within(SHREDDED, () -> destroyed(epoch))).as(epoch).isTrue();
    }
  }

  private static boolean destroyed(String epoch) {
    return Tables.number(
            TENANT,
            "select count(*) from shred_epoch where destroyed_at is not null and jws is not null"
                + " and id = '"
                + epoch
                + "'")
        == 1;
  }

  private void assertGone(String job, List<String> certificates) {
    for (HttpResponse<byte[]> answer :
        List.of(
            app.get("/ocr/jobs/" + job), reveal(job), app.get("/ocr/jobs/" + job + "/preview"))) {
      assertThat(answer.statusCode()).isEqualTo(410);
      assertThat(answer.headers().allValues("Link"))
          .containsExactlyInAnyOrderElementsOf(certificates);
    }
    for (String link : certificates) {
      String id = link.replaceAll(".*/certificates/([^>]+)>.*", "$1");
      JsonObject certificate = json(app.get("/certificates/" + id));
      assertThat(certificate.getString("jws")).isNotEmpty();
      assertThat(certificate.isNull("t2")).as("both moments have come").isFalse();
    }
  }

  private void assertNothingOpens(String job) {
    for (HttpResponse<byte[]> answer :
        List.of(
            reveal(job), app.get("/ocr/jobs/" + job), app.get("/ocr/jobs/" + job + "/preview"))) {
      assertThat(text(answer)).doesNotContain(canary);
    }
    assertThat(reveal(job).statusCode()).isBetween(400, 499);
    assertThat(app.get("/ocr/jobs/" + job + "/preview").statusCode()).isBetween(400, 499);
  }

  /** All tables of the tenant as text: compression hides from a search what a dump would show. */
  private void dump() throws IOException, SQLException {
    Path dump = folder.resolve("dump.sql");
    try (Connection owner = Tables.owner(TENANT);
        OutputStream out = Files.newOutputStream(dump)) {
      List<String> tables = new ArrayList<>();
      try (Statement statement = owner.createStatement();
          ResultSet names =
              statement.executeQuery(
                  "select table_schema || '.' || table_name from information_schema.tables"
                      + " where table_type = 'BASE TABLE'"
                      + " and table_schema in ('public', 'liberty')")) {
        while (names.next()) {
          tables.add(names.getString(1));
        }
      }
      assertThat(tables).contains("public.job_result", "public.data_key", "public.audit_event");
      for (String table : tables) {
        owner
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("copy (select * from " + table + ") to stdout", out);
      }
    }
    assertThat(Files.size(dump)).isGreaterThan(1000);
  }

  private void assertNoFileHoldsTheWord() throws IOException {
    ResidueSearch search = new ResidueSearch(canary).since(began);
    assertThat(search.in(folders())).isEmpty();
    assertThat(search.bytesRead()).isGreaterThan(1 << 20);
  }

  /** Also what a worker has for itself, as long as it lives. */
  private Path[] folders() {
    List<Path> folders =
        new ArrayList<>(
            List.of(system.stateDir(), Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm")));
    Stack.Part.WORKER.processes().stream()
        .flatMap(ProcessHandle::descendants)
        .forEach(
            process ->
                List.of("tmp", "dev/shm", "run", "var")
                    .forEach(
                        name -> folders.add(Path.of("/proc/" + process.pid() + "/root", name))));
    return folders.toArray(Path[]::new);
  }

  /** Capital letters that OCR does not mistake for others. */
  private static String newWord() {
    SecureRandom random = new SecureRandom();
    StringBuilder word = new StringBuilder("K");
    for (int i = 0; i < 9; i++) {
      word.append("AEHKMNRTXY".charAt(random.nextInt(10)));
    }
    return word.toString();
  }
}
