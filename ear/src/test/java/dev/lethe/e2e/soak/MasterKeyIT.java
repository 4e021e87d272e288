package dev.lethe.e2e.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.RunningSystem;
import dev.lethe.e2e.Stack;
import dev.lethe.synthetic.SyntheticInvoice;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The master key of a stack is replaced: whole, after an interruption, and not by a wrong one. */
@Tag("soak")
class MasterKeyIT {

  private static final byte[] INVOICE =
      SyntheticInvoice.of(4, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC).pdf();

  private final ApiCalls app = ApiCalls.as("northwind-evaluator");
  private final Path secrets = RunningSystem.get().stateDir().resolve("secrets");
  private final Path key = secrets.resolve("master.key");

  @Test
  void givenDocument_whenTheMasterKeyIsReplaced_thenItIsReadAndTheOldKeyIsGone()
      throws IOException {
    String job = newJob();
    String old = Files.readString(key);
    long server = Stack.server().pid();
    rotate();
    assertReplaced(old);
    assertThat(Stack.server().pid()).isNotEqualTo(server);
    assertReadable(job);
    assertReadable(newJob());
  }

  @Test
  void givenReplacementThatWasCutOff_whenItIsRunAgain_thenItEnds() throws IOException {
    String job = newJob();
    String old = Files.readString(key);
    Path previous = secrets.resolve("master.key.previous");
    Files.move(key, previous);
    rotate();
    assertReplaced(old);
    assertReadable(job);
    String second = Files.readString(key);
    Files.move(key, previous);
    // as somebody does who knows nothing of it
    assertThat(Stack.up()).as(Stack.upLog().toString()).isZero();
    assertReadable(job);
    rotate();
    assertReplaced(second);
    assertReadable(job);
  }

  @Test
  void givenKeyThatIsNotTheOne_whenStarted_thenItIsRefusedUntilTheRightOneIsBack(
      @TempDir Path folder) throws IOException {
    String job = newJob();
    Path aside = Files.move(key, folder.resolve("aside"));
    try {
      assertThat(Stack.up()).as("a new key is made, and does not fit").isEqualTo(1);
      assertThat(Files.readString(Stack.upLog()))
          .contains("does not hold the master key that wraps the root keys of");
    } finally {
      Files.move(aside, key, StandardCopyOption.REPLACE_EXISTING);
      assertThat(Stack.up()).as(Stack.upLog().toString()).isZero();
    }
    assertReadable(job);
  }

  private static void rotate() {
    assertThat(Stack.lethe("keys", "rotate-master")).as(Stack.upLog().toString()).isZero();
  }

  private void assertReplaced(String old) throws IOException {
    assertThat(Files.readString(key)).isNotEqualTo(old).hasSize(old.length());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    try (var files = Files.list(secrets)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.startsWith("master"))
          .containsExactly("master.key");
    }
  }

  private void assertReadable(String job) {
    assertThat(app.get("/ocr/jobs/" + job).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> revealed = app.reveal(job, "a good reason", "iban");
    assertThat(revealed.statusCode()).as(ApiCalls.text(revealed)).isEqualTo(200);
  }

  private String newJob() {
    HttpResponse<byte[]> answer =
        app.submitAndWait(ApiCalls.invoiceRequest("invoice_total", "iban").build(), INVOICE);
    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(201);
    return ApiCalls.json(answer).getString("id");
  }
}
