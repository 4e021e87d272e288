package dev.lethe.intake.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.intake.adapter.TestIntake;
import dev.lethe.intake.model.DocumentStores;
import dev.lethe.intake.model.ObjectName;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.adapter.TestRetention;
import dev.lethe.retention.service.TestLetters;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.TestTransactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sealed files are removed after the transaction that made them unreadable, or later, but are. */
class ErasableSourcesTest {

  @TempDir Path folder;
  private final TestTransactions transactions = new TestTransactions();
  private final TestRetention retention = new TestRetention(transactions);
  private final TenantId tenant = transactions.newTenant();
  private final MutableClock clock = new MutableClock(Instant.now());
  private final ErasableSources sources = new ErasableSources();
  private final ObjectName object = ObjectName.random();
  private final String job = retention.newJob(tenant);

  @BeforeEach
  void prepare() throws IOException {
    sources.ledger = TestIntake.ledger(transactions);
    sources.stores = TestIntake.stores(folder, clock);
    sources.transactions = transactions;
    sources.clock = clock;
    sources.deadLetters = TestLetters.in(retention);
    keep(job, object);
  }

  private void keep(String of, ObjectName as) throws IOException {
    sources.stores.lasting().put(tenant, as, stream -> stream.write(1));
    retention.plan(tenant, of, ArtefactClass.SOURCE, clock.instant());
    retention.register().located(tenant, of, ArtefactClass.SOURCE, as.value(), "key", "STORE");
  }

  @Test
  void givenErased_whenRemoved_thenTheFileIsGoneAndNothingIsLeftToDo() throws IOException {
    assertThat(sources.holding(tenant, List.of(job))).containsExactly(job);
    assertThat(sources.erase(tenant, List.of(job))).isEqualTo(Map.of(job, 1));
    assertThat(sources.holding(tenant, List.of(job))).isEmpty();
    retention.delete(tenant, job, clock.instant(), ArtefactClass.SOURCE);
    assertThat(isThere(object)).isTrue();
    assertThat(sources.removeNoted(tenant, List.of(job))).isZero();
    assertThat(isThere(object)).isFalse();
    assertThat(sources.removeLeftOver(tenant, 10)).isZero();
    assertThat(retention.ledger().tenantsDue(clock.instant())).doesNotContain(tenant);
  }

  @Test
  void givenServerKilledBeforeTheFileWasRemoved_whenTheNextRunComes_thenItIs() throws IOException {
    erase();
    assertThat(retention.ledger().tenantsDue(clock.instant())).contains(tenant);
    assertThat(sources.removeLeftOver(tenant, 10)).isEqualTo(1);
    assertThat(isThere(object)).isFalse();
    assertThat(sources.removeLeftOver(tenant, 10)).isZero();
  }

  @Test
  void givenServerKilledAfterTheFileWasRemoved_whenTheNextRunComes_thenTheNoteGoes()
      throws IOException {
    erase();
    sources.stores.lasting().delete(tenant, object);
    assertThat(sources.removeLeftOver(tenant, 10)).isEqualTo(1);
    assertThat(retention.ledger().tenantsDue(clock.instant())).doesNotContain(tenant);
  }

  @Test
  void givenTransactionThatIsUndone_whenRemoved_thenTheFileStays() throws IOException {
    assertThatThrownBy(
            () ->
                transactions.inNewTransaction(
                    () -> {
                      erase();
                      throw new IllegalStateException("undone");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(sources.removeNoted(tenant, List.of(job))).isZero();
    assertThat(sources.removeLeftOver(tenant, 10)).isZero();
    assertThat(isThere(object)).isTrue();
  }

  @Test
  void givenStoreThatIsAway_whenRemoved_thenItIsTriedAgainAfterAWhile() throws IOException {
    erase();
    Path file = folder.resolve(tenant.value()).resolve(object.value());
    Files.delete(file);
    Files.createDirectories(file.resolve("in-the-way"));
    assertThat(sources.removeNoted(tenant, List.of(job))).isEqualTo(1);
    assertThat(retention.ledger().tenantsDue(clock.instant())).doesNotContain(tenant);
    clock.advance(Duration.ofMinutes(2));
    Files.delete(file.resolve("in-the-way"));
    assertThat(retention.ledger().tenantsDue(clock.instant())).contains(tenant);
    assertThat(sources.removeLeftOver(tenant, 10)).isEqualTo(1);
    assertThat(Files.exists(file)).isFalse();
  }

  @Test
  void givenStoreThatCannotSayWhatIsLeft_whenRemoved_thenItIsNotTakenForGone() throws IOException {
    DocumentStores good = sources.stores;
    sources.stores = new DocumentStores(new UnreachableStore(good.lasting()), good.memory());
    erase();
    assertThat(sources.removeNoted(tenant, List.of(job))).isEqualTo(1);
    clock.advance(Duration.ofMinutes(2));
    sources.stores = good;
    assertThat(isThere(object)).isFalse();
    assertThat(retention.ledger().tenantsDue(clock.instant())).contains(tenant);
    assertThat(sources.removeLeftOver(tenant, 10)).isEqualTo(1);
  }

  @Test
  void givenSeveralJobs_whenOneIsRemoved_thenTheOthersStay() throws IOException {
    String other = retention.newJob(tenant);
    ObjectName kept = ObjectName.random();
    keep(other, kept);
    assertThat(sources.erase(tenant, List.of(job, other))).isEqualTo(Map.of(job, 1, other, 1));
    sources.removeNoted(tenant, List.of(job));
    assertThat(isThere(object)).isFalse();
    assertThat(isThere(kept)).isTrue();
    assertThat(sources.removeLeftOver(transactions.newTenant(), 10)).isZero();
    assertThat(isThere(kept)).isTrue();
  }

  private void erase() {
    sources.erase(tenant, List.of(job));
    retention.delete(tenant, job, clock.instant(), ArtefactClass.SOURCE);
  }

  private boolean isThere(ObjectName name) throws IOException {
    return sources.stores.lasting().exists(tenant, name);
  }
}
