package dev.lethe.jobs.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaiterTest {

  private final Waiter waiter =
      new Waiter(new Caller(new TenantId("northwind"), new ActorId("app"), Set.of()));

  @Test
  void givenWaiterWhoLeft_whenServed_thenNothingIsMadeForHim() {
    assertThat(waiter.leave()).isTrue();
    assertThat(waiter.serve()).isFalse();
  }

  @Test
  void givenWaiterWhoIsBeingServed_whenLeaving_thenHeMayNot() {
    assertThat(waiter.serve()).isTrue();
    assertThat(waiter.leave()).isFalse();
  }

  @Test
  void givenWaiterWhoIsServed_whenServedAgain_thenNothingIsMadeTwice() {
    assertThat(waiter.serve()).isTrue();
    assertThat(waiter.serve()).isFalse();
  }
}
