package dev.lethe.intake.adapter;

import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.intake.model.DocumentStore;
import dev.lethe.intake.model.ObjectName;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every document store promises. */
abstract class DocumentStoreContract {

  private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");

  final TenantId tenant = new TenantId("northwind");
  private final TenantId other = new TenantId("contoso");
  final ObjectName name = ObjectName.random();
  private DocumentStore store;

  abstract DocumentStore newStore();

  /** More than any buffer of the store, and not more than it has room for. */
  int bigBytes() {
    return 12_000_000;
  }

  @BeforeEach
  void open() {
    store = newStore();
  }

  @Test
  void givenNothing_whenAsked_thenThereIsNothing() throws IOException {
    assertThat(store.open(tenant, name)).isEmpty();
    assertThat(store.exists(tenant, name)).isFalse();
    assertThat(store.delete(tenant, name)).isFalse();
    assertThat(store.olderThan(tenant, FAR)).isEmpty();
  }

  @Test
  void givenObject_whenOpened_thenItsBytesComeEachTime() throws IOException {
    byte[] sealed = new byte[300_000];
    sealed[299_999] = 7;
    put(tenant, sealed);
    assertThat(read(tenant)).isEqualTo(sealed);
    assertThat(read(tenant)).isEqualTo(sealed);
    assertThat(store.exists(tenant, name)).isTrue();
  }

  @Test
  void givenEmptyObject_whenOpened_thenItIsThereAndEmpty() throws IOException {
    put(tenant, new byte[0]);
    assertThat(read(tenant)).isEmpty();
  }

  @Test
  void givenContentThatClosesItsStream_whenPut_thenItIsKeptWhole() throws IOException {
    store.put(
        tenant,
        name,
        stream -> {
          stream.write(1);
          stream.close();
        });
    assertThat(read(tenant)).containsExactly(1);
  }

  @Test
  void givenTakenName_whenPutAgain_thenItFailsAndTheFirstStays() throws IOException {
    put(tenant, new byte[] {1});
    assertThatThrownBy(() -> put(tenant, new byte[] {2})).isInstanceOf(IOException.class);
    assertThat(read(tenant)).containsExactly(1);
  }

  @Test
  void givenTwoWritersOfOneName_whenAtOnce_thenOneWins() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Callable<Boolean> writer =
          () -> {
            try {
              put(tenant, new byte[100_000]);
              return true;
            } catch (IOException e) {
              return false;
            }
          };
      List<Future<Boolean>> results = threads.invokeAll(List.of(writer, writer));
      assertThat(results.get(0).get() ^ results.get(1).get()).isTrue();
    } finally {
      threads.shutdownNow();
    }
    assertThat(read(tenant)).hasSize(100_000);
  }

  @Test
  void givenContentThatFailsMidway_whenPut_thenNothingIsLeft() throws IOException {
    assertThatThrownBy(
            () ->
                store.put(
                    tenant,
                    name,
                    stream -> {
                      stream.write(new byte[100_000]);
                      throw new IllegalStateException("broken off");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(store.exists(tenant, name)).isFalse();
    assertThat(store.open(tenant, name)).isEmpty();
    assertThat(store.olderThan(tenant, FAR)).isEmpty();
  }

  @Test
  void givenFailedPut_whenPutAgain_thenItIsKept() throws IOException {
    assertThatThrownBy(
            () ->
                store.put(
                    tenant,
                    name,
                    stream -> {
                      throw new IOException("broken off");
                    }))
        .isInstanceOf(IOException.class);
    put(tenant, new byte[] {3});
    assertThat(read(tenant)).containsExactly(3);
  }

  @Test
  void givenObject_whenDeleted_thenItIsGoneAndDeletingAgainIsFine() throws IOException {
    put(tenant, new byte[] {1});
    assertThat(store.delete(tenant, name)).isTrue();
    assertThat(store.exists(tenant, name)).isFalse();
    assertThat(store.open(tenant, name)).isEmpty();
    assertThat(store.delete(tenant, name)).isFalse();
  }

  @Test
  void givenManyObjects_whenDeletedTogether_thenTheyAreGoneAndWhatWasNeverThereIsFine()
      throws IOException {
    put(tenant, new byte[] {1});
    store.delete(tenant, List.of(ObjectName.random(), name));
    assertThat(store.exists(tenant, name)).isFalse();
    store.delete(tenant, List.of(name, ObjectName.random()));
  }

  @Test
  void givenObjectsOfAnotherTenant_whenDeletedTogether_thenTheyStay() throws IOException {
    put(tenant, new byte[] {1});
    store.delete(other, List.of(name));
    assertThat(store.exists(tenant, name)).isTrue();
  }

  @Test
  void givenObjectOfOneTenant_whenAnotherAsks_thenThereIsNone() throws IOException {
    put(tenant, new byte[] {1});
    assertThat(store.open(other, name)).isEmpty();
    assertThat(store.exists(other, name)).isFalse();
    assertThat(store.delete(other, name)).isFalse();
    assertThat(store.olderThan(other, FAR)).isEmpty();
    assertThat(store.exists(tenant, name)).isTrue();
  }

  @Test
  void givenObjects_whenListedByAge_thenOnlyThoseBeforeTheTimeAreGiven() throws IOException {
    put(tenant, new byte[] {1});
    assertThat(store.olderThan(tenant, FAR)).containsExactly(name);
    assertThat(store.olderThan(tenant, Instant.EPOCH)).isEmpty();
  }

  @Test
  void givenBigObject_whenItStreamsThrough_thenNotAByteIsOtherwise() throws Exception {
    MessageDigest sent = MessageDigest.getInstance("SHA-256");
    store.put(
        tenant,
        name,
        stream -> {
          byte[] chunk = new byte[9_973];
          Random random = new Random(5);
          for (int left = bigBytes(); left > 0; left -= chunk.length) {
            random.nextBytes(chunk);
            int length = Math.min(left, chunk.length);
            sent.update(chunk, 0, length);
            stream.write(chunk, 0, length);
          }
        });
    MessageDigest got = MessageDigest.getInstance("SHA-256");
    try (InputStream stream = new DigestInputStream(store.open(tenant, name).orElseThrow(), got)) {
      assertThat(stream.transferTo(OutputStream.nullOutputStream())).isEqualTo(bigBytes());
    }
    assertThat(got.digest()).isEqualTo(sent.digest());
    assertThat(store.delete(tenant, name)).isTrue();
    assertThat(store.olderThan(tenant, FAR)).isEmpty();
  }

  @Test
  void givenBigObjectThatBreaksOff_whenPut_thenNoPartOfItIsLeft() throws IOException {
    assertRefused(
        () ->
            store.put(
                tenant,
                name,
                stream -> {
                  byte[] chunk = new byte[50_000];
                  for (int sent = 0; sent + chunk.length < bigBytes(); sent += chunk.length) {
                    stream.write(chunk);
                  }
                  throw new LetheException(ProblemCode.TOO_LARGE);
                }),
        ProblemCode.TOO_LARGE);
    assertThat(store.exists(tenant, name)).isFalse();
    assertThat(store.open(tenant, name)).isEmpty();
    assertThat(store.olderThan(tenant, FAR)).isEmpty();
  }

  @Test
  void givenObjectThatIsBeingWritten_whenOpened_thenItIsNotThereYet() throws IOException {
    store.put(
        tenant,
        name,
        stream -> {
          stream.write(new byte[100_000]);
          stream.flush();
          assertThat(store.open(tenant, name)).isEmpty();
        });
    assertThat(read(tenant)).hasSize(100_000);
  }

  @Test
  void givenReaderThatStopsEarly_whenObjectIsDeleted_thenItIsGone() throws IOException {
    put(tenant, new byte[300_000]);
    try (InputStream stream = store.open(tenant, name).orElseThrow()) {
      assertThat(stream.readNBytes(10)).hasSize(10);
    }
    assertThat(read(tenant)).hasSize(300_000);
    assertThat(store.delete(tenant, name)).isTrue();
    assertThat(store.exists(tenant, name)).isFalse();
  }

  @Test
  void givenSomeObjects_whenAskedTogether_thenThoseThatAreThereAreNamed() throws IOException {
    put(tenant, new byte[] {1});
    ObjectName never = ObjectName.random();
    assertThat(store.existing(tenant, List.of(never, name))).containsExactly(name);
    assertThat(store.existing(other, List.of(never, name))).isEmpty();
    assertThat(store.existing(tenant, List.of())).isEmpty();
  }

  @Test
  void givenManyWritersOfManyNames_whenAtOnce_thenEachFindsItsOwn() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    List<ObjectName> names = Stream.generate(ObjectName::random).limit(24).toList();
    try {
      List<Callable<byte[]>> writers = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        ObjectName own = names.get(i);
        byte[] sealed = {(byte) i};
        writers.add(
            () -> {
              store.put(tenant, own, stream -> stream.write(sealed));
              try (InputStream stream = store.open(tenant, own).orElseThrow()) {
                return stream.readAllBytes();
              }
            });
      }
      List<Future<byte[]>> results = threads.invokeAll(writers);
      for (int i = 0; i < names.size(); i++) {
        assertThat(results.get(i).get()).containsExactly(i);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(store.olderThan(tenant, FAR)).containsExactlyInAnyOrderElementsOf(names);
    store.delete(tenant, names);
    assertThat(store.existing(tenant, names)).isEmpty();
    assertThat(store.olderThan(tenant, FAR)).isEmpty();
  }

  @Test
  void givenFailure_whenItIsPrinted_thenNothingOfTheContentIsSaid() throws IOException {
    byte[] canary = "CANARY-OF-A-STORE".getBytes(StandardCharsets.UTF_8);
    put(tenant, canary);
    assertThatThrownBy(() -> put(tenant, canary))
        .satisfies(e -> assertThat(printed(e)).doesNotContain("CANARY").doesNotContain("67, 65"));
  }

  @Test
  void givenWordThatLeadsElsewhere_whenMadeAName_thenItIsNone() {
    for (String word :
        List.of("", "obj_", "../obj_" + "0".repeat(32), "obj_" + "0".repeat(31) + "/", "a b")) {
      assertThatThrownBy(() -> new ObjectName(word))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("not an object name");
    }
  }

  private static String printed(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private void put(TenantId of, byte[] sealed) throws IOException {
    store.put(of, name, stream -> stream.write(sealed));
  }

  private byte[] read(TenantId of) throws IOException {
    try (InputStream stream = store.open(of, name).orElseThrow()) {
      return stream.readAllBytes();
    }
  }
}
