package dev.lethe.retention.service;

import static dev.lethe.policy.model.ArtefactClass.AUDIT;
import static dev.lethe.policy.model.ArtefactClass.FIELDS;
import static dev.lethe.policy.model.ArtefactClass.SOURCE;
import static dev.lethe.testing.AtOnce.atOnce;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.keys.adapter.CompactJws;
import dev.lethe.keys.adapter.TestKeys;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.keys.model.ShredEpochs.Epoch;
import dev.lethe.keys.model.StatementSigner;
import dev.lethe.keys.model.VerificationKey;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.adapter.TestRetention;
import dev.lethe.retention.model.CertificateFilter;
import dev.lethe.retention.model.CertificateId;
import dev.lethe.retention.model.DeletionCertificate;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.retention.service.ErasureService.Trigger;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase.DatabaseFailure;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.DefaultPolicy;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.TestTransactions;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every deletion has one certificate, and it says what happened. */
class CertifyingTest {

  private static final ActorId ACTOR = new ActorId("app-1");

  private final TestTransactions transactions = new TestTransactions();
  private final TestRetention retention = new TestRetention(transactions);
  private final TenantId tenant = transactions.newTenant();
  private final String job = retention.newJob(tenant);
  private final DataKeys keys = TestKeys.in(transactions);
  private final MutableClock clock = new MutableClock("2026-03-01T12:00:00Z");
  private final Erasing erasing =
      TestErasing.of(
          retention, transactions, keys, clock, new KeyedContent(SOURCE), new KeyedContent(FIELDS));
  private final Certifying certifying = erasing.certifying;
  private final CertificateViews views = new CertificateViews();

  @BeforeEach
  void prepare() {
    views.ledger = retention.certificates();
    views.certifying = certifying;
    views.signer = TestKeys.signer();
    views.epochs = erasing.epochs;
    views.policy = () -> DefaultPolicy.BUNDLE;
    views.transactions = transactions;
    for (ArtefactClass artefact : List.of(SOURCE, FIELDS)) {
      retention.plan(tenant, job, artefact, clock.instant());
    }
    retention.plan(tenant, job, AUDIT, clock.instant().plus(Duration.ofDays(365)));
  }

  @Test
  void givenDeletion_whenItIsDone_thenItsCertificateVerifiesAndSaysWhatHappened() throws Exception {
    String key = keys.create(tenant, job, "source").id();
    retention.register().located(tenant, job, SOURCE, "obj_" + "0".repeat(32), key, "STORE");
    erase(Set.of(SOURCE, FIELDS));
    JsonObject says = verified(onlyCertificate());

    assertThat(says.getString("tenant")).isEqualTo(tenant.value());
    assertThat(says.getString("job")).isEqualTo(job);
    assertThat(says.getString("id")).isEqualTo(onlyReceipt().id());
    assertThat(says.getString("trigger")).isEqualTo("request");
    assertThat(says.getString("t1")).isEqualTo(clock.instant().toString());
    JsonObject sanitization = says.getJsonObject("sanitization");
    assertThat(sanitization.getString("method")).isEqualTo("purge");
    assertThat(texts(sanitization, "techniques")).containsExactly("cryptographic-erase", "removal");
    assertThat(texts(says, "keys_destroyed")).containsExactly(key);
    assertThat(texts(says.getJsonObject("t2"), "epochs"))
        .isEqualTo(views.epochs(officer(), onlyCertificate()).stream().map(Epoch::id).toList());
    assertThat(says.getJsonArray("artefacts").getValuesAs(JsonObject.class))
        .extracting(
            one -> one.getString("class"),
            one -> one.getString("store"),
            one -> one.getInt("objects"),
            one -> one.getString("rule"))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("source", "document-store", 1, "retention.source"),
            org.assertj.core.groups.Tuple.tuple("fields", "database", 1, "retention.fields"));
    assertThat(says.getJsonObject("policy").getString("id")).isEqualTo("test");
    assertThat(says.getJsonObject("policy").getString("version")).isEqualTo("7");
    assertThat(says.getJsonObject("policy").getString("sha256")).isEqualTo("0".repeat(64));
    assertThat(says.getJsonObject("verification").getString("keys")).isEqualTo("absent");
    assertThat(says.getJsonArray("kept").getJsonObject(0).getString("class")).isEqualTo("audit");
    assertThat(texts(says.getJsonObject("hold_check"), "held")).isEmpty();
    assertThat(says.isNull("backup_horizon")).isTrue();
  }

  @Test
  void givenRowsWithoutKey_whenErased_thenTheMethodIsClear() throws Exception {
    erase(Set.of(FIELDS));
    JsonObject sanitization = verified(onlyCertificate()).getJsonObject("sanitization");
    assertThat(sanitization.getString("method")).isEqualTo("clear");
    assertThat(texts(sanitization, "techniques")).containsExactly("removal");
  }

  @Test
  void givenHeldArtefact_whenTheRestIsErased_thenTheCertificateSaysWhatIsHeld() throws Exception {
    transactions.tamper(
        "update artefact set holds = 1 where artefact = 'FIELDS' and job_id = '" + job + "'");
    erase(Set.of(SOURCE, FIELDS));
    JsonObject says = verified(onlyCertificate());
    assertThat(texts(says.getJsonObject("hold_check"), "held")).containsExactly("fields");
    assertThat(says.getJsonArray("artefacts")).hasSize(1);
    assertThat(says.getJsonArray("kept").getJsonObject(0).getBoolean("held")).isTrue();
  }

  @Test
  void givenSealedObjectThatIsStillThere_whenSigned_thenItIsAResidual() throws Exception {
    transactions.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "insert into object_removal values (?, ?, 'obj_1', 'STORE', now())",
                tenant.value(),
                job));
    erase(Set.of(SOURCE));
    JsonObject says = verified(onlyCertificate());
    assertThat(says.getJsonObject("verification").getString("objects")).isEqualTo("without-key");
    assertThat(says.getJsonArray("residuals").getJsonObject(0).getInt("objects")).isEqualTo(1);
  }

  @Test
  void givenDeclaredBackups_whenSigned_thenTheCertificateSaysWhenTheLastCopyGoes()
      throws Exception {
    certifying.backupHorizon = Optional.of(Duration.ofDays(35));
    erase(Set.of(SOURCE));
    assertThat(verified(onlyCertificate()).getJsonObject("backup_horizon").getString("until"))
        .isEqualTo("2026-04-05T12:00:00Z");
  }

  @Test
  void givenSignerThatIsAway_whenErased_thenTheDeletionStandsAndIsSignedByTheNextRun()
      throws Exception {
    certifying.signer = new Away();
    erase(Set.of(SOURCE, FIELDS));
    assertThat(certificates()).isZero();
    assertThat(waiting()).isEqualTo(1);
    assertThat(dueAt(clock.instant().plusSeconds(14))).isFalse();
    assertThat(dueAt(clock.instant().plusSeconds(15))).isTrue();

    certifying.signer = TestKeys.signer();
    erasing.finishLeftOver(tenant);
    assertThat(certificates()).isEqualTo(1);
    assertThat(waiting()).isZero();
    assertThat(dueAt(clock.instant().plusSeconds(15))).isFalse();
    verified(onlyCertificate());
  }

  @Test
  void givenKillBetweenTakingAndKeeping_whenTriedAgain_thenThereIsOneCertificate() {
    certifying.signer = new Away();
    erase(Set.of(SOURCE));
    assertThatThrownBy(() -> certifying.sign(tenant, List.of(job)))
        .isInstanceOf(LetheException.class);
    certifying.signer = TestKeys.signer();
    certifying.sign(tenant, List.of(job));
    certifying.sign(tenant, List.of(job));
    certifying.signLeftOver(tenant);
    assertThat(certificates()).isEqualTo(1);
  }

  @Test
  void givenManySigners_whenTheySignAtOnce_thenEachReceiptHasOneCertificate() throws Exception {
    certifying.signer = new Away();
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String other = retention.newJob(tenant);
      retention.plan(tenant, other, SOURCE, clock.instant());
      jobs.add(other);
    }
    erasing.eraseDue(tenant, jobs, clock.instant());
    certifying.signer = TestKeys.signer();
    Runnable together = () -> certifying.sign(tenant, jobs);
    Runnable oneByOne =
        () ->
            retention
                .receipts(tenant)
                .forEach(
                    receipt -> certifying.certificate(tenant, new CertificateId(receipt.id())));
    atOnce(together, oneByOne, together, oneByOne);
    assertThat(certificates()).isEqualTo(30);
    assertThat(waiting()).isZero();
  }

  @Test
  void givenReceiptFromBefore_whenItsCertificateIsAskedFor_thenItIsSignedThen() throws Exception {
    String old = "receipt_" + "a1".repeat(16);
    transactions.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "insert into deletion_receipt (id, tenant_id, job_id, trigger, method, counts,"
                    + " keys_destroyed, policy_version, deleted_at, verified) values (?, ?, ?,"
                    + " 'deadline', 'key-destroyed', '{\"SOURCE\": 1}', '[\"key_1\"]', '6', now(),"
                    + " true)",
                old,
                tenant.value(),
                job));
    try {
      DeletionCertificate certificate = views.get(officer(), new CertificateId(old));
      JsonObject says = verified(certificate);
      assertThat(says.getJsonArray("artefacts").getJsonObject(0).getInt("objects")).isEqualTo(1);
      assertThat(says.getJsonObject("policy").getString("version")).isEqualTo("6");
      assertThat(views.get(officer(), new CertificateId(old))).isEqualTo(certificate);
    } finally {
      transactions.tamper("delete from deletion_certificate where id = '" + old + "'");
      transactions.tamper("delete from deletion_receipt where id = '" + old + "'");
    }
  }

  @Test
  void givenCertificate_whenAskedForLater_thenItIsTheSame() {
    erase(Set.of(SOURCE));
    DeletionCertificate first = onlyCertificate();
    clock.advance(Duration.ofDays(1));
    assertThat(onlyCertificate()).isEqualTo(first);
  }

  @Test
  void givenJob_whenItsRetentionIsShown_thenEachDeletedArtefactNamesItsCertificate() {
    erase(Set.of(SOURCE));
    clock.advance(Duration.ofHours(1));
    erase(Set.of(FIELDS));
    List<String> ids = retention.receipts(tenant).stream().map(DeletionReceipt::id).toList();
    assertThat(
            retention.register().block(tenant, job, TestRetention.POLICY).artefacts().stream()
                .map(deadline -> deadline.certificate()))
        .containsExactly(Optional.of(ids.get(1)), Optional.of(ids.get(0)), Optional.empty());
  }

  @Test
  void givenOtherTenant_whenAskingOrListing_thenThereIsNothing() {
    erase(Set.of(SOURCE));
    CertificateId id = new CertificateId(onlyReceipt().id());
    Caller stranger = new Caller(transactions.newTenant(), ACTOR, Set.of(Role.COMPLIANCE_OFFICER));
    assertRefused(() -> views.get(stranger, id), ProblemCode.NOT_FOUND);
    assertThat(views.list(stranger, CertificateFilter.ALL, 0, 10)).isEmpty();
    assertThat(views.list(officer(), CertificateFilter.ALL, 0, 10)).hasSize(1);
  }

  @Test
  void givenFilters_whenListed_thenOnlyWhatFitsIsThere() {
    erase(Set.of(SOURCE));
    Instant first = clock.instant();
    clock.advance(Duration.ofHours(1));
    erasing.eraseDue(tenant, List.of(job), clock.instant());
    assertThat(list(Optional.of(job), Optional.empty(), Optional.empty(), Optional.empty()))
        .hasSize(2);
    assertThat(list(Optional.of("job_0"), Optional.empty(), Optional.empty(), Optional.empty()))
        .isEmpty();
    assertThat(list(Optional.empty(), Optional.of("deadline"), Optional.empty(), Optional.empty()))
        .containsExactly("deadline");
    assertThat(list(Optional.empty(), Optional.empty(), Optional.of(first), Optional.of(first)))
        .isEmpty();
    assertThat(
            list(
                Optional.empty(),
                Optional.empty(),
                Optional.of(first),
                Optional.of(first.plusSeconds(1))))
        .containsExactly("request");
  }

  private List<String> list(
      Optional<String> of,
      Optional<String> trigger,
      Optional<Instant> from,
      Optional<Instant> until) {
    return views.list(officer(), new CertificateFilter(of, trigger, from, until), 0, 10).stream()
        .map(listed -> listed.receipt().trigger())
        .toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"SUBMITTER", "COMPLIANCE_OFFICER", "TENANT_ADMIN", "AUDITOR"},
      mode = EnumSource.Mode.EXCLUDE)
  void givenAnyOtherRole_whenAsking_thenItIsForbidden(Role role) {
    erase(Set.of(SOURCE));
    Caller other = new Caller(tenant, ACTOR, Set.of(role));
    CertificateId id = new CertificateId(onlyReceipt().id());
    assertForbidden(() -> views.get(other, id));
    assertForbidden(() -> views.list(other, CertificateFilter.ALL, 0, 10));
  }

  @Test
  void givenWhoDeletes_whenAsking_thenTheyGetTheirProofAndNoList() {
    erase(Set.of(SOURCE));
    Caller app = new Caller(tenant, ACTOR, Set.of(Role.SUBMITTER));
    assertThat(views.get(app, new CertificateId(onlyReceipt().id())).job()).isEqualTo(job);
    assertForbidden(() -> views.list(app, CertificateFilter.ALL, 0, 10));
  }

  private static void assertForbidden(Runnable asking) {
    assertRefused(asking::run, ProblemCode.FORBIDDEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"update deletion_certificate set jws = 'x'", "delete from deletion_certificate"})
  void givenCertificate_whenTheServerWouldChangeIt_thenTheDatabaseRefuses(String sql) {
    erase(Set.of(SOURCE));
    assertThatThrownBy(() -> transactions.with(tenant, connection -> Sql.update(connection, sql)))
        .isInstanceOf(DatabaseFailure.class)
        .hasMessage("SQL state 42501");
  }

  private void erase(Set<ArtefactClass> artefacts) {
    erasing.erase(tenant, ACTOR, job, artefacts, Trigger.REQUEST);
  }

  private Caller officer() {
    return new Caller(tenant, ACTOR, Set.of(Role.COMPLIANCE_OFFICER));
  }

  private DeletionReceipt onlyReceipt() {
    assertThat(retention.receipts(tenant)).hasSize(1);
    return retention.receipts(tenant).get(0);
  }

  private DeletionCertificate onlyCertificate() {
    return views.get(officer(), new CertificateId(onlyReceipt().id()));
  }

  private static JsonObject verified(DeletionCertificate certificate) throws Exception {
    byte[] statement =
        CompactJws.verify(certificate.jws(), DeletionCertificate.TYPE, TestKeys.signer().keys());
    return Json.createReader(new ByteArrayInputStream(statement)).readObject();
  }

  private static List<String> texts(JsonObject of, String name) {
    return of.getJsonArray(name).getValuesAs(JsonString.class).stream()
        .map(JsonString::getString)
        .toList();
  }

  private boolean dueAt(Instant time) {
    return retention.ledger().tenantsDue(time).contains(tenant);
  }

  private long certificates() {
    return count("deletion_certificate");
  }

  private long waiting() {
    return count("certificate_pending");
  }

  private long count(String table) {
    return transactions.with(
        tenant,
        connection ->
            Sql.first(connection, rows -> rows.getLong(1), "select count(*) from " + table)
                .orElseThrow());
  }

  /** Keys that cannot be reached. */
  private static final class Away implements StatementSigner {

    @Override
    public Optional<byte[]> verified(String type, String jws) {
      return Optional.empty();
    }

    @Override
    public String keyId() {
      return "away";
    }

    @Override
    public String sign(String type, byte[] statement) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }

    @Override
    public List<VerificationKey> keys() {
      return List.of();
    }
  }
}
