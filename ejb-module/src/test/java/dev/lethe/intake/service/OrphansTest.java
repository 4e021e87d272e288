package dev.lethe.intake.service;

import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.intake.adapter.TestIntake;
import dev.lethe.intake.model.DocumentStores;
import dev.lethe.intake.model.ObjectName;
import dev.lethe.keys.adapter.TestKeys;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.adapter.TestRetention;
import dev.lethe.retention.service.ErasureService;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.RecordedEvents;
import dev.lethe.testing.TestTransactions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphansTest {

  private static final Duration AGE = Duration.ofHours(1);

  @TempDir Path folder;
  private final TestTransactions transactions = new TestTransactions();
  private final TestRetention retention = new TestRetention(transactions);
  private final TenantId tenant = transactions.newTenant();
  private final MutableClock clock = new MutableClock(Instant.now());
  private final RecordedEvents<AuditEvent> events =
      new RecordedEvents<>(EventCatalogue::requireListed);
  private final Erased erasure = new Erased();
  private final Orphans orphans = new Orphans();
  private final ObjectName object = ObjectName.random();

  @BeforeEach
  void prepare() throws IOException {
    orphans.ledger = TestIntake.ledger(transactions);
    orphans.stores = TestIntake.stores(folder, clock);
    orphans.keys = TestKeys.in(transactions);
    orphans.transactions = transactions;
    orphans.audit = events;
    orphans.clock = clock;
    orphans.erasure = erasure;
    orphans.stores.lasting().put(tenant, object, stream -> stream.write(1));
  }

  @Test
  void givenYoungObjectAndKey_whenSwept_thenTheyStay() throws Exception {
    orphans.keys.create(tenant, "job_a", "source");
    clock.advance(AGE.minusSeconds(60));
    assertThat(orphans.removeOrphans(tenant, AGE)).isZero();
    assertThat(orphans.stores.lasting().exists(tenant, object)).isTrue();
    assertThat(events.fired()).isEmpty();
  }

  @Test
  void givenObjectAndKeyThatNothingNeeds_whenOldEnough_thenTheyGo() throws Exception {
    orphans.keys.create(tenant, "job_a", "source");
    clock.advance(AGE.plusSeconds(60));
    assertThat(orphans.removeOrphans(tenant, AGE)).isEqualTo(2);
    assertThat(orphans.stores.lasting().exists(tenant, object)).isFalse();
    assertThat(orphans.keys.destroy(tenant, "job_a", "source")).isEmpty();
    assertThat(events.fired().get(0).facts())
        .containsEntry("objects", "1")
        .containsEntry("keys", "1");
    assertThat(orphans.removeOrphans(tenant, AGE)).isZero();
  }

  @Test
  void givenObjectAndKeyOfAnArtefact_whenOld_thenTheyStayUntilItIsDeleted() {
    String job = retention.newJob(tenant);
    retention.plan(tenant, job, ArtefactClass.SOURCE, clock.instant().plusSeconds(9999));
    String key = orphans.keys.create(tenant, job, "source").id();
    retention.register().located(tenant, job, ArtefactClass.SOURCE, object.value(), key, "STORE");
    clock.advance(AGE.plusSeconds(60));
    assertThat(orphans.removeOrphans(tenant, AGE)).isZero();
    retention.delete(tenant, job, clock.instant(), ArtefactClass.SOURCE);
    assertThat(orphans.removeOrphans(tenant, AGE)).isEqualTo(2);
  }

  @Test
  void givenKeyOfAnotherArtefactOfALivingJob_whenOld_thenOnlyThatGoes() {
    String job = retention.newJob(tenant);
    retention.plan(tenant, job, ArtefactClass.FIELDS, clock.instant().plusSeconds(9999));
    orphans.keys.create(tenant, job, "fields");
    orphans.keys.create(tenant, job, "source");
    clock.advance(AGE.plusSeconds(60));
    orphans.removeOrphans(tenant, AGE);
    assertThat(orphans.keys.destroy(tenant, job, "fields")).hasSize(1);
    assertThat(orphans.keys.destroy(tenant, job, "source")).isEmpty();
  }

  private String keptJob(ObjectName name) {
    String job = retention.newJob(tenant);
    Instant now = clock.instant();
    retention.register().plan(tenant, job, ArtefactClass.SOURCE, now, now.plusSeconds(99_999));
    retention.register().located(tenant, job, ArtefactClass.SOURCE, name.value(), "key", "STORE");
    return job;
  }

  @Test
  void givenArtefactWhoseObjectIsMissing_whenLookedForTwice_thenItIsReportedAndThenClosed() {
    keptJob(object);
    String job = keptJob(ObjectName.random());
    clock.advance(AGE.plusSeconds(60));
    assertThat(orphans.closeMissing(tenant, AGE)).isZero();
    assertThat(erasure.erased).isEmpty();
    assertThat(events.fired().get(0).type()).isEqualTo("objects.missing");
    assertThat(events.fired().get(0).facts()).containsEntry("found", "1");
    assertThat(orphans.closeMissing(tenant, AGE)).isZero();
    assertThat(events.fired()).hasSize(1);
    clock.advance(AGE.plusSeconds(60));
    assertThat(orphans.closeMissing(tenant, AGE)).isEqualTo(1);
    assertThat(erasure.erased).containsExactly(job + "/SOURCE/MISSING");
    assertThat(events.fired().get(1).facts()).containsEntry("closed", "1");
  }

  @Test
  void givenObjectThatComesBack_whenLookedForAgain_thenNothingIsClosed() throws Exception {
    keptJob(object);
    ObjectName late = ObjectName.random();
    keptJob(late);
    clock.advance(AGE.plusSeconds(60));
    orphans.closeMissing(tenant, AGE);
    orphans.stores.lasting().put(tenant, late, stream -> stream.write(1));
    clock.advance(AGE.plusSeconds(60));
    assertThat(orphans.closeMissing(tenant, AGE)).isZero();
    assertThat(erasure.erased).isEmpty();
  }

  @Test
  void givenStoreThatIsAway_whenLookedFor_thenItIsReportedAndNothingIsClosed() {
    for (int i = 0; i < 5; i++) {
      keptJob(ObjectName.random());
    }
    clock.advance(AGE.plusSeconds(60));
    orphans.closeMissing(tenant, AGE);
    clock.advance(AGE.plusSeconds(60));
    assertThat(orphans.closeMissing(tenant, AGE)).isZero();
    assertThat(erasure.erased).isEmpty();
    assertThat(events.fired().get(0).outcome()).isEqualTo("store-away");
  }

  @Test
  void givenStoreThatDoesNotAnswer_whenLookedFor_thenNothingIsTakenForMissing() {
    keptJob(ObjectName.random());
    orphans.stores =
        new DocumentStores(new UnreachableStore(orphans.stores.lasting()), orphans.stores.memory());
    clock.advance(AGE.plusSeconds(60));
    for (int look = 0; look < 2; look++) {
      assertRefused(() -> orphans.closeMissing(tenant, AGE), ProblemCode.CAPACITY);
      clock.advance(AGE.plusSeconds(60));
    }
    assertThat(erasure.erased).isEmpty();
    assertThat(events.fired()).isEmpty();
    assertThat(orphans.ledger.missing(tenant, clock.instant(), 10)).isEmpty();
  }

  @Test
  void givenMissingObjectThatAHoldKeeps_whenLookedFor_thenItIsReportedAndItsRowStays() {
    keptJob(object);
    String job = keptJob(ObjectName.random());
    transactions.tamper("update artefact set holds = 1 where job_id = '" + job + "'");
    clock.advance(AGE.plusSeconds(60));
    orphans.closeMissing(tenant, AGE);
    clock.advance(AGE.plusSeconds(60));
    assertThat(orphans.closeMissing(tenant, AGE)).isZero();
    assertThat(erasure.erased).isEmpty();
  }

  @Test
  void givenOrphansOfAnotherTenant_whenSwept_thenTheyStay() throws Exception {
    TenantId other = transactions.newTenant();
    clock.advance(AGE.plusSeconds(60));
    assertThat(orphans.removeOrphans(other, AGE)).isZero();
    assertThat(orphans.stores.lasting().exists(tenant, object)).isTrue();
  }

  /** Notes what it is asked to erase. */
  private static final class Erased implements ErasureService {

    private final List<String> erased = new ArrayList<>();

    @Override
    public void erase(
        TenantId of, ActorId actor, String job, Set<ArtefactClass> artefacts, Trigger trigger) {
      artefacts.forEach(artefact -> erased.add(job + "/" + artefact + "/" + trigger));
    }

    @Override
    public Outcome eraseDue(TenantId of, List<String> jobs, Instant until) {
      throw new UnsupportedOperationException("not needed");
    }

    @Override
    public void finishLeftOver(TenantId of) {
      throw new UnsupportedOperationException("not needed");
    }
  }
}
