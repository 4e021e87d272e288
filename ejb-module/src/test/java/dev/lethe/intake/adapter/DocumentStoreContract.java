package dev.lethe.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.intake.model.DocumentStore;
import dev.lethe.intake.model.ObjectName;
import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

  private void put(TenantId of, byte[] sealed) throws IOException {
    store.put(of, name, stream -> stream.write(sealed));
  }

  private byte[] read(TenantId of) throws IOException {
    try (InputStream stream = store.open(of, name).orElseThrow()) {
      return stream.readAllBytes();
    }
  }
}
