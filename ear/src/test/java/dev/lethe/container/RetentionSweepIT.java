package dev.lethe.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.intake.model.SealedDocument;
import dev.lethe.intake.service.DocumentIntake;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.keys.model.DataKeys.FreshKey;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.problem.model.LetheException;
import dev.lethe.retention.model.CertificateFilter;
import dev.lethe.retention.model.CertificateId;
import dev.lethe.retention.model.CertificateLedger;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.retention.model.DeletionRun;
import dev.lethe.retention.model.RetentionItem;
import dev.lethe.retention.service.ArtefactRegister;
import dev.lethe.retention.service.CertificateService;
import dev.lethe.retention.service.RetentionService;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The scheduled deletion as it ships: nobody starts it, and what is due is gone in time. */
@ExtendWith(ArquillianExtension.class)
class RetentionSweepIT {

  /** What is promised to every caller. */
  private static final Duration BOUND = Duration.ofSeconds(60);

  private static final byte[] DOCUMENT =
      "%PDF-1.7 an invented document".getBytes(StandardCharsets.US_ASCII);

  private static final String REQUEST =
      "{\"output\":[],\"pages\":[],\"regions\":[],\"basis\":\"contract\","
          + "\"allow_model_training\":false,\"allow_manual_review\":false}";

  @Resource(lookup = "jdbc/lethe")
  DataSource database;

  @Inject UserTransaction transaction;
  @Inject ArtefactRegister register;
  @Inject DocumentIntake intake;
  @Inject DataKeys keys;
  @Inject RetentionService retention;
  @Inject CertificateService certificates;

  private final TenantId tenant =
      new TenantId("sweep-" + UUID.randomUUID().toString().substring(0, 18));
  private final Caller officer =
      new Caller(tenant, new ActorId("officer"), Set.of(Role.COMPLIANCE_OFFICER));
  private final String job = "job_" + UUID.randomUUID().toString().replace("-", "");

  @Deployment
  public static Archive<?> deployment() {
    return Deployments.lethe(RetentionSweepIT.class);
  }

  @BeforeEach
  void admit() throws Exception {
    transaction.begin();
    try (Connection connection = database.getConnection()) {
      run(connection, "select set_config('lethe.tenant', ?, true)", tenant.value());
      run(connection, "insert into tenant (id, created_at) values (?, now())", tenant.value());
      run(
          connection,
          "insert into job (id, tenant_id, state, actor, purpose, request, region, policy_id,"
              + " policy_version, policy_sha256, created_at) values (?, ?, 'DONE', 'app',"
              + " 'invoice_processing', ?::jsonb, 'eu-central', 'test', '1', repeat('0', 64), now())",
          job,
          tenant.value(),
          REQUEST);
    }
    transaction.commit();
  }

  private SealedDocument received() throws Exception {
    transaction.begin();
    FreshKey key = intake.expect(tenant, job);
    transaction.commit();
    return intake.receive(
        tenant, job, key, new ByteArrayInputStream(DOCUMENT), 1000, SealedDocument.Place.STORE);
  }

  private static void run(Connection connection, String sql, String... values) throws Exception {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.execute();
    }
  }

  @Test
  void givenArtefactsPastTheirDeadline_whenNobodyDoesAnything_thenTheyAreGoneInTime()
      throws Exception {
    SealedDocument source = received();
    String results = keys.create(tenant, job, ArtefactClass.FIELDS.apiName()).id();
    Instant deadline = Instant.now().minusSeconds(1);
    plan(deadline, ArtefactClass.SOURCE, ArtefactClass.FIELDS);
    locate(source);

    waitUntilDeleted(2);

    assertThatThrownBy(() -> intake.open(tenant, job, source)).isInstanceOf(LetheException.class);
    assertThat(keys.destroy(tenant, job, ArtefactClass.FIELDS.apiName())).isEmpty();
    List<DeletionReceipt> receipts =
        certificates.list(officer, CertificateFilter.ALL, 0, 10).stream()
            .map(CertificateLedger.Listed::receipt)
            .toList();
    assertThat(receipts).hasSize(1);
    assertThat(receipts.get(0).trigger()).isEqualTo("deadline");
    assertThat(receipts.get(0).verified()).isTrue();
    assertThat(receipts.get(0).keysDestroyed()).containsExactlyInAnyOrder(source.keyId(), results);
    assertThat(Duration.between(deadline, receipts.get(0).deletedAt())).isLessThan(BOUND);
    assertThat(certificates.get(officer, new CertificateId(receipts.get(0).id())).job())
        .isEqualTo(job);
    assertThat(completedRun()).hasValueSatisfying(run -> assertThat(run.deleted()).isEqualTo(1));
  }

  @Test
  void givenArtefactBeforeItsDeadline_whenOthersAreSwept_thenItStays() throws Exception {
    SealedDocument source = received();
    plan(Instant.now().plusSeconds(3600), ArtefactClass.SOURCE);
    plan(Instant.now().minusSeconds(1), ArtefactClass.FIELDS);
    locate(source);

    waitUntilDeleted(1);

    assertThat(intake.open(tenant, job, source).readAllBytes()).isEqualTo(DOCUMENT);
    assertThat(retention.count(officer, RetentionItem.State.DUE_TODAY)).isEqualTo(1);
  }

  private void plan(Instant deleteAt, ArtefactClass... artefacts) throws Exception {
    transaction.begin();
    for (ArtefactClass artefact : artefacts) {
      register.plan(tenant, job, artefact, deleteAt.minusSeconds(60), deleteAt);
    }
    transaction.commit();
  }

  private void locate(SealedDocument source) throws Exception {
    transaction.begin();
    register.located(
        tenant, job, ArtefactClass.SOURCE, source.object(), source.keyId(), source.place().name());
    transaction.commit();
  }

  private void waitUntilDeleted(long artefacts) throws InterruptedException {
    for (int i = 0; i < 600 && deleted() < artefacts; i++) {
      pause();
    }
    assertThat(deleted()).isEqualTo(artefacts);
  }

  private Optional<DeletionRun> completedRun() throws InterruptedException {
    for (int i = 0; i < 100 && runs().isEmpty(); i++) {
      pause();
    }
    return runs().stream().findFirst();
  }

  private List<DeletionRun> runs() {
    return retention.runs(officer, 0, 10).stream()
        .filter(run -> run.state().equals("completed"))
        .toList();
  }

  private long deleted() {
    return retention.count(officer, RetentionItem.State.DELETED);
  }

  private static void pause() throws InterruptedException {
    new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
  }
}
