package dev.lethe.intake.service;

import static dev.lethe.intake.model.SealedDocument.Place.MEMORY;
import static dev.lethe.intake.model.SealedDocument.Place.STORE;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.intake.adapter.TestIntake;
import dev.lethe.intake.model.DocumentStores;
import dev.lethe.intake.model.SealedDocument;
import dev.lethe.keys.adapter.TestKeys;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.keys.model.DataKeys.FreshKey;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.TestTransactions;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealingTest {

  private static final long MOST = 5_000_000;
  private static final String JOB = "job_a";

  @TempDir Path folder;
  private final TestTransactions transactions = new TestTransactions();
  private final TenantId tenant = transactions.newTenant();
  private final DataKeys keys = TestKeys.in(transactions);
  private final MutableClock clock = new MutableClock("2026-03-01T12:00:00Z");

  private SealingIntake intake;

  @org.junit.jupiter.api.BeforeEach
  void prepare() {
    intake = new SealingIntake();
    intake.keys = keys;
    intake.stores = TestIntake.stores(folder, clock);
  }

  @ParameterizedTest
  @EnumSource(SealedDocument.Place.class)
  void givenDocument_whenReceived_thenItOpensTheSame(SealedDocument.Place place)
      throws IOException {
    byte[] document = pdf(2_500_000);
    SealedDocument sealed = receive(document, MOST, place);
    assertThat(sealed.mediaType()).isEqualTo("application/pdf");
    assertThat(sealed.bytes()).isEqualTo(document.length);
    assertThat(opened(sealed)).isEqualTo(document);
  }

  @Test
  void givenDocument_whenReceived_thenTheStoreHoldsNothingOfItInClear() throws IOException {
    receive(pdf(100_000), MOST, STORE);
    assertThat(files()).hasSize(1);
    String kept = Files.readString(files().get(0), StandardCharsets.ISO_8859_1);
    assertThat(kept).doesNotContain("%PDF", "canary");
  }

  @Test
  void givenDocumentForMemory_whenReceived_thenNoFileIsWritten() throws IOException {
    receive(pdf(100_000), MOST, MEMORY);
    assertThat(files()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 100_000})
  void givenDocumentOfTheGreatestSize_whenReceived_thenItIsTaken(int extra) throws IOException {
    byte[] document = Arrays.copyOf(pdf(extra + 32), 16 + extra);
    SealedDocument sealed = receive(document, document.length, STORE);
    assertThat(opened(sealed)).isEqualTo(document);
  }

  @ParameterizedTest
  @EnumSource(SealedDocument.Place.class)
  void givenOneByteTooMany_whenReceived_thenItIsTooLargeAndNothingIsLeft(SealedDocument.Place place)
      throws IOException {
    byte[] document = pdf(300_000);
    assertRefusedAndNothingLeft(document, document.length - 1, place, ProblemCode.TOO_LARGE);
  }

  @Test
  void givenEndlessDocument_whenReceived_thenReadingStopsAtTheCap() throws IOException {
    Endless endless = new Endless();
    assertRefused(() -> receive(JOB, endless, 100_000, STORE), ProblemCode.TOO_LARGE);
    assertThat(endless.given).isLessThan(200_000);
    assertNothingLeft();
  }

  @Test
  void givenNoBytes_whenReceived_thenTheDocumentIsMissing() throws IOException {
    assertRefusedAndNothingLeft(new byte[0], MOST, STORE, ProblemCode.DOCUMENT_MISSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P", "plain text that goes on for a while", "PK\u0003\u0004", "%pdf-1.7"})
  void givenAnotherType_whenReceived_thenItIsUnsupportedAndNothingIsLeft(String text)
      throws IOException {
    byte[] document = text.getBytes(StandardCharsets.UTF_8);
    assertRefusedAndNothingLeft(document, MOST, STORE, ProblemCode.TYPE_UNSUPPORTED);
  }

  @ParameterizedTest
  @EnumSource(SealedDocument.Place.class)
  void givenSenderWhoBreaksOff_whenReceived_thenNothingIsLeft(SealedDocument.Place place)
      throws IOException {
    InputStream broken = new BreaksOff(new ByteArrayInputStream(pdf(500_000)));
    assertRefused(() -> receive(JOB, broken, MOST, place), ProblemCode.REQUEST_MALFORMED);
    assertNothingLeft();
  }

  @Test
  void givenFullMemory_whenReceived_thenThereIsNoCapacityAndNoKeyIsLeft() throws IOException {
    byte[] document = pdf(11_000_000);
    assertRefusedAndNothingLeft(document, 20_000_000, MEMORY, ProblemCode.CAPACITY);
  }

  @Test
  void givenStoreThatCannotBeWritten_whenReceived_thenThereIsNoCapacityAndNoKeyIsLeft()
      throws IOException {
    Path file = Files.createFile(folder.resolve("in-the-way"));
    intake.stores = TestIntake.stores(file, clock);
    assertRefused(() -> receive(pdf(100), MOST, STORE), ProblemCode.CAPACITY);
    assertThat(keys.destroy(tenant, JOB, "source")).isEmpty();
  }

  @Test
  void givenDestroyedKey_whenOpened_thenTheSourceIsGone() throws IOException {
    SealedDocument sealed = receive(pdf(100), MOST, STORE);
    keys.destroy(tenant, JOB, "source");
    assertRefused(() -> opened(sealed), ProblemCode.SOURCE_GONE);
  }

  @Test
  void givenDiscardedDocument_whenOpenedOrDiscardedAgain_thenTheSourceIsGone() throws IOException {
    SealedDocument sealed = receive(pdf(100), MOST, STORE);
    intake.discard(tenant, JOB, sealed);
    intake.discard(tenant, JOB, sealed);
    assertRefused(() -> opened(sealed), ProblemCode.SOURCE_GONE);
    assertNothingLeft();
  }

  @Test
  void givenAnotherTenant_whenOpening_thenTheSourceIsGone() throws IOException {
    SealedDocument sealed = receive(pdf(100), MOST, STORE);
    TenantId other = transactions.newTenant();
    assertRefused(() -> intake.open(other, JOB, sealed), ProblemCode.SOURCE_GONE);
  }

  @Test
  void givenChangedFile_whenOpened_thenReadingFailsWithoutTheLibrarysText() throws IOException {
    SealedDocument sealed = receive(pdf(100_000), MOST, STORE);
    byte[] bytes = Files.readAllBytes(files().get(0));
    bytes[50_000] ^= 1;
    Files.write(files().get(0), bytes);
    assertRefused(() -> opened(sealed), ProblemCode.PROCESSING_FAILED).hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 40_000})
  void givenStoreThatGoesAway_whenOpened_thenItPassesAndIsNotTheDocumentsFault(long after) {
    SealedDocument sealed = receive(pdf(100_000), MOST, STORE);
    intake.stores =
        new DocumentStores(
            new UnreachableStore(intake.stores.lasting(), after), intake.stores.memory());
    assertRefused(() -> opened(sealed), ProblemCode.CAPACITY).hasNoCause();
  }

  @Test
  void givenFilesOfTwoJobsSwapped_whenOpened_thenReadingFails() throws IOException {
    SealedDocument one = receive(pdf(1000), MOST, STORE);
    SealedDocument other = receive("job_b", new ByteArrayInputStream(pdf(1000)), MOST, STORE);
    SealedDocument swapped =
        new SealedDocument(other.object(), one.keyId(), one.bytes(), one.mediaType(), STORE);
    assertRefused(() -> opened(swapped), ProblemCode.PROCESSING_FAILED);
  }

  private void assertRefusedAndNothingLeft(
      byte[] document, long most, SealedDocument.Place place, ProblemCode code) throws IOException {
    assertRefused(() -> receive(document, most, place), code);
    assertNothingLeft();
  }

  private void assertNothingLeft() throws IOException {
    assertThat(files()).isEmpty();
    assertThat(keys.destroy(tenant, JOB, "source")).isEmpty();
  }

  private SealedDocument receive(
      String job, InputStream document, long most, SealedDocument.Place place) {
    FreshKey key = transactions.inNewTransaction(() -> intake.expect(tenant, job));
    return intake.receive(tenant, job, key, document, most, place);
  }

  private SealedDocument receive(byte[] document, long most, SealedDocument.Place place) {
    return receive(JOB, new ByteArrayInputStream(document), most, place);
  }

  private byte[] opened(SealedDocument sealed) throws IOException {
    try (InputStream clear = intake.open(tenant, JOB, sealed)) {
      return clear.readAllBytes();
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static byte[] pdf(int size) {
    byte[] document = new byte[Math.max(size, 32)];
    byte[] start = "%PDF-1.7 canary canary canary ".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(start, 0, document, 0, start.length);
    return document;
  }

  private static final class Endless extends InputStream {

    private long given;

    @Override
    public int read() {
      return "%PDF-1.7".charAt((int) (given++ % 8));
    }
  }

  private static final class BreaksOff extends FilterInputStream {

    private int left = 200_000;

    BreaksOff(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left <= 0) {
        throw new IOException("connection reset");
      }
      int count = super.read(buffer, offset, length);
      left -= count;
      return count;
    }
  }
}
