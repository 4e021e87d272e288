package dev.lethe.keys.service;

import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.keys.adapter.TestKeys;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.keys.model.DataKeys.FreshKey;
import dev.lethe.keys.model.KeyProvider;
import dev.lethe.keys.model.MasterKeyRotation;
import dev.lethe.keys.model.TenantDirectory;
import dev.lethe.keys.model.TenantKeys;
import dev.lethe.keys.model.TenantKeys.Status;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.adapter.Gate;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.DefaultPolicy;
import dev.lethe.testing.RecordedEvents;
import dev.lethe.testing.TestTransactions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people and the schedule may do with keys, on the real database and the real keys. */
class KeyKeepingTest {

  private static final byte[] CONTENT = "an invented document".getBytes(StandardCharsets.UTF_8);
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final TestTransactions transactions = new TestTransactions();
  private final TenantId tenant = transactions.newTenant();
  private final TenantId other = transactions.newTenant();
  private final TenantKeys real = TestKeys.tenantKeys(transactions, Clock.systemUTC());
  private final DataKeys data = TestKeys.in(transactions);
  private final RecordedEvents<AuditEvent> audit =
      new RecordedEvents<>(EventCatalogue::requireListed);
  private final Leases leases = new Leases();
  private final Gate gate = new Gate();
  private final Caller tara = person("tara", Role.TENANT_ADMIN);
  private final Rotation rotation = new Rotation();
  private final KeyKeeping keeping = new KeyKeeping();

  /** Which server was given the lease; of one name, since there is one. */
  private static final class Leases implements TenantDirectory {
    private String holder = "";

    @Override
    public List<TenantId> tenants() {
      return List.of();
    }

    @Override
    public boolean takeLease(String name, String server, Duration lease) {
      holder = holder.isEmpty() ? server : holder;
      return holder.equals(server);
    }
  }

  private Caller person(String name, Role role) {
    return new Caller(tenant, new ActorId(name), Set.of(role));
  }

  @BeforeEach
  void prepare() {
    use(real);
    gate.open();
  }

  private void use(TenantKeys keys) {
    keeping.keys = keys;
    keeping.rotation = rotation;
    keeping.directory = leases;
    keeping.policy = () -> DefaultPolicy.BUNDLE;
    keeping.transactions = transactions;
    keeping.gate = gate;
    keeping.audit = audit;
  }

  /** One sealed document. */
  private record Sealed(TenantId tenant, String key, byte[] bytes) {}

  private Sealed seal(TenantId whose, String artefact) throws IOException {
    FreshKey key = transactions.inTransaction(() -> data.create(whose, "job_a", artefact));
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    try (OutputStream sealing = key.sealing(sealed)) {
      sealing.write(CONTENT);
    }
    return new Sealed(whose, key.id(), sealed.toByteArray());
  }

  private byte[] open(Sealed sealed) throws IOException {
    try (InputStream opened =
        data.opening(sealed.tenant(), sealed.key(), new ByteArrayInputStream(sealed.bytes()))) {
      return opened.readAllBytes();
    }
  }

  @Test
  void givenRotation_whenTheScheduleGoesOn_thenTheOldVersionIsGoneAndDocumentsOpen()
      throws IOException {
    Sealed before = seal(tenant, "source");
    Status rotated = keeping.rotate(tara);
    assertThat(rotated.versions()).extracting(TenantKeys.Version::version).containsExactly(1, 2);
    assertThat(rotated.versions().get(0).wraps()).isEqualTo(1);
    keeping.goOn(tenant);
    Status done = keeping.status(tara);
    assertThat(done.versions()).extracting(TenantKeys.Version::version).containsExactly(2);
    assertThat(done.isRotating()).isFalse();
    assertThat(open(before)).isEqualTo(CONTENT);
    assertThat(audit.fired())
        .extracting(AuditEvent::type)
        .containsExactly("rootkey.rotated", "rootkey.rewrapped", "rootkey.destroyed");
    assertThat(audit.fired().get(0).actor()).isEqualTo(tara.actor());
    assertThat(audit.fired().get(1).actor()).isEqualTo(ActorId.SYSTEM);
    assertThat(audit.fired().get(1).facts()).containsEntry("version", "2");
    keeping.goOn(tenant);
    assertThat(audit.fired()).hasSize(3);
  }

  @Test
  void givenScheduleThatIsCutOff_whenTheNextGoesOn_thenTheRotationEnds() throws IOException {
    Sealed source = seal(tenant, "source");
    Sealed fields = seal(tenant, "fields");
    Sealed review = seal(tenant, "review_task");
    keeping.rotate(tara);
    use(new CutOff(real, 2));
    keeping.goOn(tenant);
    assertThat(keeping.status(tara).isRotating()).isTrue();
    for (Sealed one : List.of(source, fields, review)) {
      assertThat(open(one)).isEqualTo(CONTENT);
    }
    use(real);
    keeping.goOn(tenant);
    assertThat(keeping.status(tara).isRotating()).isFalse();
    for (Sealed one : List.of(source, fields, review)) {
      assertThat(open(one)).isEqualTo(CONTENT);
    }
  }

  @Test
  void givenTwoServersAndDocumentsThatAreMade_whenRotatedAgainAndAgain_thenNothingIsLost()
      throws Exception {
    List<Sealed> made = new ArrayList<>(List.of(seal(tenant, "source")));
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      for (int round = 0; round < 5; round++) {
        keeping.rotate(tara);
        List<Future<?>> runs =
            List.of(
                threads.submit(() -> keeping.goOn(tenant)),
                threads.submit(() -> keeping.goOn(tenant)));
        for (int document = 0; document < 10; document++) {
          made.add(seal(tenant, document % 2 == 0 ? "source" : "fields"));
          assertThat(open(made.get(document))).isEqualTo(CONTENT);
        }
        for (Future<?> run : runs) {
          run.get(30, TimeUnit.SECONDS);
        }
      }
    } finally {
      threads.shutdownNow();
    }
    keeping.goOn(tenant);
    assertThat(keeping.status(tara).versions())
        .extracting(TenantKeys.Version::version)
        .containsExactly(6);
    for (Sealed one : made) {
      assertThat(open(one)).isEqualTo(CONTENT);
    }
  }

  @Test
  void givenRevokedKey_whenAnythingIsAsked_thenNothingOpensForThisTenantAlone() throws IOException {
    Sealed mine = seal(tenant, "source");
    Sealed theirs = seal(other, "source");
    assertThat(keeping.revoke(tara).revokedAt()).isPresent();
    keeping.revoke(tara);
    assertRefused(() -> open(mine), ProblemCode.TENANT_KEY_REVOKED);
    assertRefused(() -> seal(tenant, "source"), ProblemCode.TENANT_KEY_REVOKED);
    assertRefused(() -> keeping.rotate(tara), ProblemCode.TENANT_KEY_REVOKED);
    assertThat(open(theirs)).isEqualTo(CONTENT);
    keeping.enable(tara);
    keeping.enable(tara);
    assertThat(open(mine)).isEqualTo(CONTENT);
    assertThat(audit.fired())
        .extracting(AuditEvent::type)
        .containsExactly("rootkey.revoked", "rootkey.enabled");
  }

  @Test
  void givenRevokedDuringARotation_whenTheScheduleGoesOn_thenItWaitsUntilItIsAllowedAgain()
      throws IOException {
    Sealed before = seal(tenant, "source");
    keeping.rotate(tara);
    keeping.revoke(tara);
    keeping.goOn(tenant);
    assertThat(keeping.status(tara).isRotating()).isTrue();
    keeping.enable(tara);
    keeping.goOn(tenant);
    assertThat(keeping.status(tara).isRotating()).isFalse();
    assertThat(open(before)).isEqualTo(CONTENT);
  }

  @Test
  void givenProviderThatIsAway_whenRotatedOrGoneOn_thenItIsSaidAndNothingChanges()
      throws IOException {
    Sealed before = seal(tenant, "source");
    use(new Away(real));
    assertRefused(() -> keeping.rotate(tara), ProblemCode.KEY_PROVIDER_UNAVAILABLE);
    use(real);
    keeping.rotate(tara);
    use(new Away(real));
    keeping.goOn(tenant);
    use(real);
    assertThat(keeping.status(tara).isRotating()).isTrue();
    assertThat(open(before)).isEqualTo(CONTENT);
    assertThat(audit.fired()).extracting(AuditEvent::type).containsExactly("rootkey.rotated");
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void givenSomebody_whenTheyManageKeys_thenOnlyThoseWhomPolicyNamesMay(Role role) {
    Caller caller = person("somebody", role);
    boolean manages = role == Role.TENANT_ADMIN;
    boolean reads =
        EnumSet.of(Role.COMPLIANCE_OFFICER, Role.TENANT_ADMIN, Role.AUDITOR).contains(role);
    require(reads, () -> keeping.status(caller));
    require(manages, () -> keeping.rotate(caller));
    require(manages, () -> keeping.revoke(caller));
    require(manages, () -> keeping.enable(caller));
    assertThat(real.revokedAt(tenant)).isEmpty();
  }

  private static void require(boolean allowed, Runnable act) {
    if (allowed) {
      act.run();
    } else {
      assertRefused(act::run, ProblemCode.FORBIDDEN);
    }
  }

  @Test
  void givenTwoServers_whenTheLeaseIsTaken_thenOneGoesOnAndNoneBeforeTheDatabaseIsKnown() {
    gate.shut();
    assertThat(keeping.takeLease("a/1", LEASE)).isFalse();
    assertThat(leases.holder).isEmpty();
    gate.open();
    assertThat(keeping.takeLease("a/1", LEASE)).isTrue();
    assertThat(keeping.takeLease("b/1", LEASE)).isFalse();
  }

  @Test
  void givenMasterKeyThatWasReplaced_whenGoneOn_thenItIsDoneWhenNoTenantIsLeft() {
    rotation.left.addAll(List.of(tenant, other));
    assertThat(keeping.goOnWithMasterKey()).isTrue();
    assertThat(rotation.left).isEmpty();
    assertThat(audit.fired()).isEmpty();
  }

  @Test
  void givenTenantThatCannotBeWrappedAnew_whenGoneOn_thenOthersAreAndItIsNotDone() {
    rotation.left.addAll(List.of(tenant, other));
    rotation.broken = Optional.of(tenant);
    assertThat(keeping.goOnWithMasterKey()).isFalse();
    assertThat(rotation.left).containsExactly(tenant);
    rotation.broken = Optional.empty();
    assertThat(keeping.goOnWithMasterKey()).isTrue();
  }

  @Test
  void givenKeyThatNoMasterKeyOpens_whenGoneOn_thenItIsNotDone() {
    rotation.left.add(tenant);
    rotation.unopened = 1;
    assertThat(keeping.goOnWithMasterKey()).isFalse();
  }

  @Test
  void givenNoMasterKeyFromBefore_whenGoneOn_thenThereIsNothingToSay() {
    rotation.previous = false;
    rotation.left.add(tenant);
    assertThat(keeping.goOnWithMasterKey()).isFalse();
    assertThat(rotation.left).isEmpty();
  }

  /** What is left to be wrapped by the present master key. */
  private static final class Rotation implements MasterKeyRotation {
    private final List<TenantId> left = new ArrayList<>();
    private Optional<TenantId> broken = Optional.empty();
    private int unopened;
    private boolean previous = true;

    @Override
    public boolean hasPrevious() {
      return previous;
    }

    @Override
    public List<TenantId> unfinished() {
      return List.copyOf(left);
    }

    @Override
    public Progress rewrap(TenantId tenant) {
      if (broken.filter(tenant::equals).isPresent()) {
        throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
      }
      if (unopened == 0) {
        left.remove(tenant);
      }
      return new Progress(1 - unopened, unopened);
    }
  }

  /** Stops short of what was asked, as a server does that is killed after its first chunk. */
  private static final class CutOff extends Passing {
    private final int most;

    CutOff(TenantKeys keys, int most) {
      super(keys);
      this.most = most;
    }

    @Override
    public Rewrapped rewrap(TenantId tenant, int limit) {
      super.rewrap(tenant, most);
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
  }

  /** What needs a provider fails. */
  private static final class Away extends Passing {
    Away(TenantKeys keys) {
      super(keys);
    }

    @Override
    public int rotate(TenantId tenant) {
      throw new LetheException(ProblemCode.KEY_PROVIDER_UNAVAILABLE);
    }

    @Override
    public Rewrapped rewrap(TenantId tenant, int limit) {
      throw new LetheException(ProblemCode.KEY_PROVIDER_UNAVAILABLE);
    }
  }

  private static class Passing implements TenantKeys {
    private final TenantKeys keys;

    Passing(TenantKeys keys) {
      this.keys = keys;
    }

    @Override
    public Status status(TenantId tenant) {
      return keys.status(tenant);
    }

    @Override
    public boolean isUnfinished(TenantId tenant) {
      return keys.isUnfinished(tenant);
    }

    @Override
    public boolean isMoving(TenantId tenant) {
      return keys.isMoving(tenant);
    }

    @Override
    public KeyProvider.Kind provider(TenantId tenant) {
      return keys.provider(tenant);
    }

    @Override
    public Optional<java.time.Instant> revokedAt(TenantId tenant) {
      return keys.revokedAt(tenant);
    }

    @Override
    public int rotate(TenantId tenant) {
      return keys.rotate(tenant);
    }

    @Override
    public Rewrapped rewrap(TenantId tenant, int limit) {
      return keys.rewrap(tenant, limit);
    }

    @Override
    public List<Integer> destroyUnused(TenantId tenant) {
      return keys.destroyUnused(tenant);
    }

    @Override
    public boolean revoke(TenantId tenant) {
      return keys.revoke(tenant);
    }

    @Override
    public boolean enable(TenantId tenant) {
      return keys.enable(tenant);
    }
  }
}
