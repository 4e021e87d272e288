package dev.lethe.jobs.adapter.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.jobs.model.DocumentWorkers.Cancellation;
import dev.lethe.policy.model.Isolation;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticInvoice;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Request;
import dev.lethe.worker.Response;
import dev.lethe.worker.RevealPermit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With real workers in their real sandbox. */
@Timeout(120)
class WorkerPoolTest {

  private static final TenantId NORTHWIND = new TenantId("northwind");
  private static final TenantId CONTOSO = new TenantId("contoso");
  private static final Duration LONG = Duration.ofSeconds(60);

  private WorkerPool pool;

  private void pool(int busy, Reuse reuse) {
    pool = new WorkerPool(TestRoot.settings(busy, reuse));
    pool.start();
  }

  @AfterEach
  void end() {
    pool.close();
  }

  private Response process(TenantId tenant, Request request) {
    return pool.process(tenant, Isolation.SAME_TENANT, request, new Cancellation()).response();
  }

  private static void until(BooleanSupplier condition) {
    try {
      while (!condition.getAsBoolean()) {
        if (new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private void assertThatItWorks(TenantId tenant) {
    Response response = process(tenant, Asked.extract(Asked.invoice().pdf(), LONG, Asked.TOTAL));
    assertThat(response).isInstanceOf(Response.Extracted.class);
  }

  @Test
  void givenAScannedInvoice_whenProcessed_thenTheFieldsThatWereAskedForComeBack() {
    pool(1, Reuse.SAME_TENANT);
    Response response = process(NORTHWIND, Asked.extract(Asked.scan(), LONG, Asked.TOTAL));
    assertThat(response).isInstanceOf(Response.Extracted.class);
    Response.Extracted extracted = (Response.Extracted) response;
    assertThat(extracted.pagesRecognized()).isEqualTo(1);
    assertThat(extracted.fields())
        .extracting(ExtractedField::name)
        .containsExactly("invoice_total");
    assertThat(
            extracted.fields().get(0).normalized().orElseThrow().reveal(RevealPermit.forMasking()))
        .isEqualTo(Asked.invoice().answers().get("invoice_total"));
  }

  @Test
  void givenAnInvoice_whenRedacted_thenAPdfOfPicturesComesBack() {
    pool(1, Reuse.SAME_TENANT);
    Request.Redact redact =
        new Request.Redact(
            Asked.scope(LONG, 40_000_000L),
            List.of(Asked.BUYER),
            0,
            new Request.Document(Asked.invoice().pdf()));
    Response response = process(NORTHWIND, redact);
    assertThat(response).isInstanceOf(Response.Redacted.class);
    assertThat(((Response.Redacted) response).covered()).isPositive();
  }

  @Test
  void givenAWorkerThatIsKilledAtWork_whenProcessing_thenTheRequestIsRefusedAndThePoolGoesOn() {
    pool(1, Reuse.SAME_TENANT);
    until(() -> pool.status().ready() == 2);
    CompletableFuture<Response> response =
        CompletableFuture.supplyAsync(
            () -> process(NORTHWIND, Asked.extract(Asked.crowded(), LONG, Asked.TOTAL)));
    until(() -> pool.status().busy() == 1);
    pool.pids().stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .forEach(ProcessHandle::destroyForcibly);
    assertThat(response.join()).isEqualTo(new Response.Refused(Refusal.WORKER_FAILED));
    assertThatItWorks(NORTHWIND);
  }

  @Test
  void givenAnEndlessPage_whenItsTimeIsOver_thenTheWorkerIsEndedAndReplaced() {
    pool(1, Reuse.SAME_TENANT);
    until(() -> pool.status().ready() == 2);
    Request endless = Asked.extract(Asked.crowded(), Duration.ofSeconds(1), Asked.TOTAL);
    long start = System.nanoTime();
    Response response = process(NORTHWIND, endless);
    assertThat(response).isEqualTo(new Response.Refused(Refusal.DEADLINE_EXCEEDED));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    assertThatItWorks(NORTHWIND);
  }

  @Test
  void givenARunningRequest_whenItIsCancelled_thenItsProcessIsGone() {
    pool(1, Reuse.SAME_TENANT);
    until(() -> pool.status().ready() == 2);
    List<Long> before = pool.pids();
    Cancellation cancellation = new Cancellation();
    CompletableFuture<Response> response =
        CompletableFuture.supplyAsync(
            () ->
                pool.process(
                        NORTHWIND,
                        Isolation.SAME_TENANT,
                        Asked.extract(Asked.crowded(), LONG, Asked.TOTAL),
                        cancellation)
                    .response());
    until(() -> pool.status().busy() == 1);
    cancellation.cancel();
    assertThat(response.join()).isEqualTo(new Response.Refused(Refusal.WORKER_FAILED));
    until(() -> before.stream().filter(WorkerPoolTest::isAlive).count() == 1);
    assertThatItWorks(NORTHWIND);
  }

  @Test
  void givenAPageThatOverflowsTheMemory_whenProcessed_thenOnlyItsRequestFails() {
    pool(1, Reuse.SAME_TENANT);
    Request bomb =
        new Request.Extract(
            Asked.scope(LONG, Long.MAX_VALUE),
            List.of(Asked.TOTAL),
            new Request.Document(Asked.white(30_000)));
    assertThat(process(NORTHWIND, bomb)).isEqualTo(new Response.Refused(Refusal.MEMORY_EXCEEDED));
    assertThatItWorks(NORTHWIND);
  }

  @Test
  void givenAPageOfTooManyPixels_whenProcessed_thenItIsRefusedByItsHeader() {
    pool(1, Reuse.SAME_TENANT);
    Response response = process(NORTHWIND, Asked.extract(Asked.white(8_000), LONG, Asked.TOTAL));
    assertThat(response).isEqualTo(new Response.Refused(Refusal.TOO_MANY_PIXELS));
  }

  @Test
  void givenAnotherTenant_whenItsDocumentComes_thenNoWorkerThatReadTheFirstOnesServesIt() {
    pool(1, Reuse.SAME_TENANT);
    until(() -> pool.status().ready() == 2);
    List<Long> first = pool.pids();
    assertThatItWorks(NORTHWIND);
    assertThatItWorks(NORTHWIND);
    assertThat(pool.pids()).containsExactlyInAnyOrderElementsOf(first);
    assertThatItWorks(CONTOSO);
    until(() -> pool.status().ready() == 2);
    assertThat(pool.pids()).doesNotContainSequence(first);
    assertThat(first.stream().filter(WorkerPoolTest::isAlive).count()).isEqualTo(1);
  }

  @Test
  void givenSingleUse_whenADocumentWasRead_thenItsProcessIsGone() {
    pool(1, Reuse.NEVER);
    until(() -> pool.status().ready() == 2);
    List<Long> first = pool.pids();
    assertThatItWorks(NORTHWIND);
    until(() -> first.stream().filter(WorkerPoolTest::isAlive).count() == 1);
    assertThatItWorks(NORTHWIND);
    until(() -> first.stream().noneMatch(WorkerPoolTest::isAlive));
  }

  @Test
  void givenAZoneOfSingleUse_whenADocumentWasRead_thenItsProcessHadReadNothingAndIsGone() {
    pool(2, Reuse.SAME_TENANT);
    until(() -> pool.status().ready() == 3);
    assertThatItWorks(NORTHWIND);
    List<Long> before = pool.pids();
    Request request = Asked.extract(Asked.invoice().pdf(), LONG, Asked.TOTAL);
    pool.process(NORTHWIND, Isolation.SINGLE_USE, request, new Cancellation());
    until(() -> before.stream().filter(WorkerPoolTest::isAlive).count() == 2);
    assertThatItWorks(NORTHWIND);
    assertThat(before.stream().filter(WorkerPoolTest::isAlive)).hasSize(2);
  }

  @Test
  void givenAClosedPool_whenLookedFor_thenNoProcessIsLeft() {
    pool(2, Reuse.SAME_TENANT);
    until(() -> pool.status().ready() == 3);
    List<ProcessHandle> all =
        pool.pids().stream()
            .flatMap(pid -> ProcessHandle.of(pid).stream())
            .flatMap(top -> Stream.concat(Stream.of(top), top.descendants()))
            .toList();
    assertThat(all).hasSizeGreaterThan(3);
    pool.close();
    until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void givenACanaryInADocument_whenItWasProcessed_thenItIsInNoFile() throws IOException {
    pool(1, Reuse.SAME_TENANT);
    String canary = "Zyxomira Quandlethorpe";
    SyntheticDocument invoice =
        SyntheticInvoice.withBuyer(3, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC, canary);
    long before = System.currentTimeMillis() - 1000;
    process(NORTHWIND, Asked.extract(invoice.pdf(), LONG, Asked.BUYER));
    process(NORTHWIND, Asked.extract(ScanEffects.clean().png(invoice), LONG, Asked.BUYER));
    process(NORTHWIND, Asked.extract(Asked.crowded(), Duration.ofSeconds(1), Asked.BUYER));
    assertThat(filesWith("Quandlethorpe", TestRoot.path(), before)).isEmpty();
    assertThat(filesWith("Quandlethorpe", Path.of("/tmp"), before)).isEmpty();
    assertThat(filesWith("Quandlethorpe", Path.of("target"), before)).isEmpty();
  }

  private static List<Path> filesWith(String text, Path folder, long since) throws IOException {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toFile().lastModified() >= since && file.toFile().length() < 1 << 28)
          .filter(Files::isReadable)
          .filter(file -> contains(file, wanted))
          .toList();
    } catch (java.io.UncheckedIOException vanished) {
      return List.of();
    }
  }

  private static boolean contains(Path file, byte[] wanted) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
          .contains(new String(wanted, StandardCharsets.ISO_8859_1));
    } catch (IOException gone) {
      return false;
    }
  }
}
