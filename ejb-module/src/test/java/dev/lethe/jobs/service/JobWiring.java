package dev.lethe.jobs.service;

import dev.lethe.consent.service.Consents;
import dev.lethe.consent.service.WithdrawalServiceBean;
import dev.lethe.consent.service.Withdrawals;
import dev.lethe.intake.service.SlotClosing;
import dev.lethe.jobs.model.ServerName;
import dev.lethe.keys.model.Pseudonyms;
import dev.lethe.recovery.service.TestJournals;
import dev.lethe.retention.model.Tombstones;
import dev.lethe.tenancy.adapter.Gate;
import dev.lethe.testing.DefaultPolicy;
import dev.lethe.testing.FixedKeyPlaces;
import dev.lethe.testing.TestContainer;
import dev.lethe.testing.TestInstance;
import java.util.List;
import java.util.Optional;

/** The services around jobs on the fakes that a test brings, put together once for all tests. */
final class JobWiring {

  private static final List<Class<?>> SERVICES =
      List.of(
          RunningJobs.class,
          MemoryBudget.class,
          JobSignal.class,
          Consents.class,
          JobEvents.class,
          WithdrawnJobs.class,
          Withdrawals.class,
          JobViews.class,
          JobLookup.class,
          JobAdmission.class,
          JobDeliveries.class,
          JobSteps.class,
          JobProcessor.class,
          Reveals.class,
          Previews.class,
          JobServiceBean.class,
          JobDispatcher.class,
          WithdrawalServiceBean.class);

  private JobWiring() {}

  /**
   * @param parts clock, stores, events, workers, background, policy, guard and transactions
   */
  static TestContainer of(Object... parts) {
    TestContainer container = new TestContainer();
    for (Object part : parts) {
      container.add(part);
    }
    container.add(new ServerName("here/1"));
    container.add(DefaultPolicy.CELL);
    container.add(FixedKeyPlaces.local());
    container.add((Pseudonyms) (tenant, context, text) -> context + "0a1b");
    container.add(
        (SlotClosing) (caller, token) -> new SlotClosing.Closed("slot", Optional.empty()));
    container.add(new TestInstance<>());
    container.add(TestJournals.inMemory());
    container.add((Tombstones) (tenant, job) -> false);
    Gate gate = container.add(new Gate());
    gate.open();
    SERVICES.forEach(container::make);
    return container;
  }
}
