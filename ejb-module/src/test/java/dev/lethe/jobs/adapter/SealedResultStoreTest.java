package dev.lethe.jobs.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.Jobs;
import dev.lethe.keys.adapter.TestKeys;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.problem.model.LetheException;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.TestContainer;
import dev.lethe.testing.TestDatabase;
import dev.lethe.testing.TestPersistence;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sealed results on the real database under real keys. */
class SealedResultStoreTest {

  private static final List<ExtractedField> FIELDS =
      List.of(
          Jobs.found("buyer_name", FieldType.TEXT, "Ada King", "Ada King"),
          Jobs.found("iban", FieldType.IBAN, "DE89 3704", "DE893704"),
          ExtractedField.absent(new FieldRequest("due_date", FieldType.DATE), "not-found"));

  private final TestPersistence persistence = new TestPersistence();
  private final TenantId tenant = TestPersistence.newTenant();
  private final MutableClock clock = new MutableClock("2026-03-02T12:00:00Z");
  private final DataKeys keys = TestKeys.in(persistence);
  private SealedResultStore results;
  private ErasableResults erasable;
  private JobId job;

  @BeforeEach
  void putTogether() {
    TestContainer container = new TestContainer();
    container.add(persistence);
    container.add(persistence.session());
    container.add(keys);
    container.add(clock);
    JpaJobStore jobs = container.make(JpaJobStore.class);
    results = container.make(SealedResultStore.class);
    erasable = container.make(ErasableResults.class);
    Job done = Jobs.admitted(tenant, clock.instant());
    job = done.id();
    in(
        () -> {
          jobs.add(done);
          results.add(tenant, job, FIELDS);
          return true;
        });
  }

  @Test
  void givenFields_whenKept_thenTheyComeBackAsTheyWere() {
    assertThat(find(tenant)).contains(FIELDS);
  }

  @Test
  void givenFields_whenTheRowIsRead_thenNothingOfThemIsInIt() throws SQLException {
    String row = new String(sealed(), StandardCharsets.ISO_8859_1);
    assertThat(row).doesNotContain("Ada").doesNotContain("DE89").doesNotContain("buyer_name");
  }

  @Test
  void givenAnotherTenant_whenItAsks_thenThereIsNothing() {
    assertThat(find(TestPersistence.newTenant())).isEmpty();
  }

  @Test
  void givenDestroyedKey_whenAsked_thenThereIsNothing() {
    in(() -> keys.destroy(tenant, job.value(), ArtefactClass.FIELDS.apiName()));
    assertThat(find(tenant)).isEmpty();
  }

  @Test
  void givenChangedRow_whenAsked_thenItIsRefusedWithoutAWord() throws SQLException {
    try (Connection connection = TestDatabase.get().superuser().getConnection();
        PreparedStatement change =
            connection.prepareStatement(
                "update job_result set sealed = set_byte(sealed, 40, 255 - get_byte(sealed, 40))"
                    + " where job_id = ?")) {
      change.setString(1, job.value());
      assertThat(change.executeUpdate()).isEqualTo(1);
    }
    assertThatThrownBy(() -> find(tenant))
        .isInstanceOf(LetheException.class)
        .hasMessage("internal")
        .hasNoCause();
  }

  @Test
  void givenFields_whenErasedTwice_thenNothingIsHeld() {
    assertThat(in(() -> erasable.holding(tenant, List.of(job.value())))).isNotEmpty();
    assertThat(in(() -> erasable.erase(tenant, List.of(job.value()))))
        .isEqualTo(Map.of(job.value(), 1));
    assertThat(in(() -> erasable.erase(tenant, List.of(job.value())))).isEmpty();
    assertThat(in(() -> erasable.holding(tenant, List.of(job.value())))).isEmpty();
    assertThat(find(tenant)).isEmpty();
  }

  @Test
  void givenAnotherTenant_whenItErases_thenTheFieldsStay() {
    TenantId other = TestPersistence.newTenant();
    assertThat(in(() -> erasable.erase(other, List.of(job.value())))).isEmpty();
    assertThat(find(tenant)).contains(FIELDS);
  }

  @Test
  void givenTransactionThatFails_whenKept_thenNeitherRowNorKeyIsLeft() {
    in(() -> erasable.erase(tenant, List.of(job.value())));
    in(() -> keys.destroy(tenant, job.value(), ArtefactClass.FIELDS.apiName()));
    assertThatThrownBy(
            () ->
                in(
                    () -> {
                      results.add(tenant, job, FIELDS);
                      throw new IllegalStateException("lost");
                    }))
        .hasMessage("lost");
    assertThat(in(() -> keys.destroy(tenant, job.value(), ArtefactClass.FIELDS.apiName())))
        .isEmpty();
  }

  private byte[] sealed() throws SQLException {
    try (Connection connection = TestDatabase.get().superuser().getConnection();
        PreparedStatement select =
            connection.prepareStatement("select sealed from job_result where job_id = ?")) {
      select.setString(1, job.value());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBytes(1);
      }
    }
  }

  private Optional<List<ExtractedField>> find(TenantId asking) {
    return in(() -> results.find(asking, job));
  }

  private <T> T in(Supplier<T> work) {
    return persistence.inNewTransaction(work);
  }
}
