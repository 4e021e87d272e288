package dev.lethe.jobs.adapter.worker;

import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.jobs.model.DocumentWorkers.Cancellation;
import dev.lethe.policy.model.Isolation;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.Hello;
import dev.lethe.worker.MessageWriter;
import dev.lethe.worker.Provenance;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a worker that a document has taken over could try; scripts play the worker. */
@Timeout(60)
class BrokenWorkerTest {

  private static final TenantId TENANT = new TenantId("northwind");
  private static final Provenance PROVENANCE = new Provenance("e 1", "r 1", "m 1", "x 1");

  @TempDir Path folder;
  private WorkerPool pool;

  @BeforeEach
  void pretendARoot() throws IOException {
    Files.createDirectories(folder.resolve("app"));
    Files.writeString(folder.resolve("app/worker.args"), "");
    ByteArrayOutputStream hello = new ByteArrayOutputStream();
    new MessageWriter(hello).write(new Hello(Hello.PROTOCOL_VERSION, PROVENANCE));
    Files.write(folder.resolve("hello"), hello.toByteArray());
  }

  @AfterEach
  void end() {
    if (pool != null) {
      pool.close();
    }
  }

  private void worker(String script) {
    PoolSettings settings =
        new PoolSettings(
            folder,
            1,
            1,
            Reuse.SAME_TENANT,
            64,
            256,
            10,
            700,
            1 << 20,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(200));
    pool = new WorkerPool(settings, List.of("/bin/sh", "-c", "cd " + folder + "; " + script));
    pool.start();
  }

  private void answer(String name, Response response) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new MessageWriter(out).write(response);
    Files.write(folder.resolve(name), out.toByteArray());
  }

  private Response ask() {
    return pool.process(
            TENANT,
            Isolation.SAME_TENANT,
            Asked.extract(new byte[] {1, 2, 3}, Duration.ofSeconds(1), Asked.TOTAL),
            new Cancellation())
        .response();
  }

  private static Response.Extracted extracted(ExtractedField... fields) {
    return new Response.Extracted("invoice", 1, 0, List.of(fields), PROVENANCE, 1);
  }

  @Test
  void givenTheRightAnswer_whenAsked_thenItPasses() throws IOException {
    answer("answer", extracted(ExtractedField.absent(Asked.TOTAL, "not-on-page")));
    worker("cat hello; head -c 30 >/dev/null; cat answer; cat >/dev/null");
    assertThat(ask()).isInstanceOf(Response.Extracted.class);
  }

  @Test
  void givenAFieldThatNobodyAskedFor_whenAnswered_thenTheAnswerIsDropped() throws IOException {
    FieldRequest other = new FieldRequest("full_text", FieldType.FULL_TEXT);
    answer("answer", extracted(ExtractedField.absent(other, "not-on-page")));
    worker("cat hello; head -c 30 >/dev/null; cat answer; cat >/dev/null");
    assertThat(ask()).isEqualTo(new Response.Refused(Refusal.WORKER_FAILED));
  }

  @Test
  void givenAFloodInPlaceOfAnAnswer_whenAsked_thenTheWorkerIsEnded() {
    worker("cat hello; head -c 30 >/dev/null; exec yes");
    assertThat(ask()).isEqualTo(new Response.Refused(Refusal.WORKER_FAILED));
  }

  @Test
  void givenMoreThanOneAnswer_whenAsked_thenTheWorkerIsEnded() throws IOException {
    answer("answer", extracted(ExtractedField.absent(Asked.TOTAL, "not-on-page")));
    byte[] once = Files.readAllBytes(folder.resolve("answer"));
    byte[] twice = Arrays.copyOf(once, 2 * once.length);
    System.arraycopy(once, 0, twice, once.length, once.length);
    Files.write(folder.resolve("twice"), twice);
    worker("cat hello; head -c 30 >/dev/null; cat twice; cat >/dev/null");
    assertThat(ask()).isEqualTo(new Response.Refused(Refusal.WORKER_FAILED));
  }

  @Test
  void givenAnAnswerThatNeverComes_whenTheTimeIsOver_thenTheRequestIsRefused() {
    worker("cat hello; cat >/dev/null");
    assertThat(ask()).isEqualTo(new Response.Refused(Refusal.DEADLINE_EXCEEDED));
  }

  @Test
  void givenAnAnswerCutOff_whenAsked_thenTheRequestIsRefused() throws IOException {
    answer("answer", extracted(ExtractedField.absent(Asked.TOTAL, "not-on-page")));
    worker("cat hello; head -c 30 >/dev/null; head -c 20 answer");
    assertThat(ask()).isEqualTo(new Response.Refused(Refusal.WORKER_FAILED));
  }

  @Test
  void givenAWorkerThatNeverReads_whenTheTimeIsOver_thenTheRequestIsRefused() {
    worker("cat hello; exec sleep 100");
    Response response =
        pool.process(
                TENANT,
                Isolation.SAME_TENANT,
                Asked.extract(new byte[1 << 20], Duration.ofSeconds(1), Asked.TOTAL),
                new Cancellation())
            .response();
    assertThat(response).isEqualTo(new Response.Refused(Refusal.DEADLINE_EXCEEDED));
  }

  @Test
  void givenASandboxThatIsRefused_whenAsked_thenThePoolFailsClosedAndSaysWhy() {
    worker("echo 'bwrap: No permissions to create new namespace' >&2; exit 1");
    assertRefused(this::ask, ProblemCode.ENGINE_UNAVAILABLE);
    assertThat(pool.status().reason()).isEqualTo("sandbox-refused");
    assertThat(pool.status().ready()).isZero();
  }

  @Test
  void givenAWorkerThatSpeaksBeforeItsHello_whenAsked_thenThereIsNoWorker() {
    worker("echo hello world; cat hello; cat >/dev/null");
    assertThatThrownBy(this::ask).isInstanceOf(LetheException.class);
    assertThat(pool.status().reason()).isEqualTo("worker-start-failed");
  }

  @Test
  void givenNoRoot_whenAsked_thenThePoolFailsClosedAndSaysWhy() throws IOException {
    Files.delete(folder.resolve("app/worker.args"));
    worker("cat hello; cat >/dev/null");
    assertThatThrownBy(this::ask).isInstanceOf(LetheException.class);
    assertThat(pool.status().reason()).isEqualTo("worker-root-missing");
  }
}
