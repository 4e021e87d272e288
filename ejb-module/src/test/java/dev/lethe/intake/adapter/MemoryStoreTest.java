package dev.lethe.intake.adapter;

import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.intake.model.DocumentStore;
import dev.lethe.intake.model.ObjectName;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.testing.MutableClock;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends DocumentStoreContract {

  private static final int ROOM = 1_000_000;
  private static final Duration LIFE = Duration.ofMinutes(5);

  private final MutableClock clock = new MutableClock("2026-03-01T12:00:00Z");

  @Override
  DocumentStore newStore() {
    return new MemoryStore(clock, ROOM, LIFE);
  }

  @Override
  int bigBytes() {
    return ROOM;
  }

  @Test
  void givenFullStore_whenPut_thenThereIsNoCapacityAndTheRestStays() throws IOException {
    DocumentStore store = newStore();
    store.put(tenant, name, stream -> stream.write(new byte[ROOM]));
    assertRefused(
        () -> store.put(tenant, ObjectName.random(), stream -> stream.write(1)),
        ProblemCode.CAPACITY);
    assertThat(store.exists(tenant, name)).isTrue();
  }

  @Test
  void givenObjectThatOutgrowsTheStore_whenPut_thenItsRoomIsFreeAgain() throws IOException {
    DocumentStore store = newStore();
    assertThatThrownBy(
            () ->
                store.put(
                    tenant,
                    name,
                    stream -> {
                      for (int i = 0; i <= ROOM / 1000; i++) {
                        stream.write(new byte[1000]);
                      }
                    }))
        .isInstanceOf(LetheException.class);
    store.put(tenant, name, stream -> stream.write(new byte[ROOM]));
    assertThat(store.exists(tenant, name)).isTrue();
  }

  @Test
  void givenObjectPastItsTime_whenRoomIsNeeded_thenItGoes() throws IOException {
    DocumentStore store = newStore();
    store.put(tenant, name, stream -> stream.write(new byte[ROOM]));
    clock.advance(LIFE);
    ObjectName next = ObjectName.random();
    store.put(tenant, next, stream -> stream.write(new byte[ROOM]));
    assertThat(store.exists(tenant, name)).isFalse();
    assertThat(store.exists(tenant, next)).isTrue();
  }

  @Test
  void givenObjectPastItsTime_whenAsked_thenItIsGone() throws IOException {
    DocumentStore store = newStore();
    store.put(tenant, name, stream -> stream.write(1));
    clock.advance(LIFE);
    assertThat(store.open(tenant, name)).isEmpty();
    assertThat(store.exists(tenant, name)).isFalse();
  }

  @Test
  void givenManyObjects_whenDeleted_thenTheirRoomIsFree() throws IOException {
    DocumentStore store = newStore();
    for (int i = 0; i < 100; i++) {
      store.put(tenant, name, stream -> stream.write(new byte[ROOM]));
      store.delete(tenant, name);
    }
    assertThat(store.exists(tenant, name)).isFalse();
  }
}
