package dev.lethe.batch.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.jobs.model.ServerName;
import dev.lethe.keys.model.TenantKeys.Status;
import dev.lethe.keys.service.TenantKeyService;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RewrapScheduleTest {

  private static final TenantId ONE = new TenantId("northwind");
  private static final String LEASE = "lease server/1 PT20S";
  private static final TenantId OTHER = new TenantId("contoso");

  private final Keys keys = new Keys();
  private final RewrapSchedule schedule = new RewrapSchedule();

  @BeforeEach
  void wire() {
    schedule.keys = only(keys);
    schedule.server = only(new ServerName("server/1"));
    schedule.interval = Duration.ofSeconds(10);
  }

  @SuppressWarnings("unchecked")
  private static <T> Instance<T> only(T bean) {
    return (Instance<T>)
        Proxy.newProxyInstance(
            Instance.class.getClassLoader(),
            new Class<?>[] {Instance.class},
            (proxy, method, arguments) -> bean);
  }

  @Test
  void givenTheLease_whenTicking_thenEachTenantIsGoneOnWithUnderIt() {
    schedule.tick();
    assertThat(keys.calls)
        .containsExactly(LEASE, "master key", LEASE, "northwind", LEASE, "contoso");
  }

  @Test
  void givenAnotherServersLease_whenTicking_thenNoTenantIsTouched() {
    keys.leases = 0;
    schedule.tick();
    assertThat(keys.calls).containsExactly(LEASE);
  }

  @Test
  void givenALeaseThatIsLostMeanwhile_whenTicking_thenTheRestIsLeftToItsHolder() {
    keys.leases = 2;
    schedule.tick();
    assertThat(keys.calls).contains("northwind").doesNotContain("contoso");
  }

  @Test
  void givenATenantThatAlwaysFails_whenTicking_thenTheOthersAreGoneOnWith() {
    keys.broken = ONE;
    schedule.tick();
    schedule.tick();
    assertThat(keys.calls.stream().filter("contoso"::equals)).hasSize(2);
  }

  @Test
  void givenAMasterKeyThatCannotBeGoneOnWith_whenTicking_thenTheTenantsAre() {
    keys.masterBroken = true;
    schedule.tick();
    assertThat(keys.calls).contains("master key", "northwind", "contoso");
  }

  @Test
  void givenNoDatabase_whenTicking_thenTheNextTickTriesAgain() {
    keys.away = true;
    schedule.tick();
    keys.away = false;
    schedule.tick();
    assertThat(keys.calls).contains("northwind", "contoso");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT0.5S", "-PT10S", "PT1H1S"})
  void givenAnIntervalOutOfRange_whenStarting_thenItIsRefused(String interval) {
    schedule.interval = Duration.parse(interval);
    assertThatThrownBy(schedule::begin)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("lethe.key.rewrap.interval is out of range");
  }

  /** Writes down what it is asked for. */
  private static final class Keys implements TenantKeyService {
    private final List<String> calls = new ArrayList<>();
    private int leases = Integer.MAX_VALUE;
    private boolean away;
    private boolean masterBroken;
    private TenantId broken = new TenantId("none");

    @Override
    public Status status(Caller caller) {
      throw new AssertionError("nobody asks");
    }

    @Override
    public Status rotate(Caller caller) {
      throw new AssertionError("nobody rotates");
    }

    @Override
    public Status revoke(Caller caller) {
      throw new AssertionError("nobody revokes");
    }

    @Override
    public Status enable(Caller caller) {
      throw new AssertionError("nobody enables");
    }

    @Override
    public void goOn(TenantId tenant) {
      calls.add(tenant.value());
      if (tenant.equals(broken)) {
        throw new IllegalStateException("broken");
      }
    }

    @Override
    public boolean goOnWithMasterKey() {
      calls.add("master key");
      if (masterBroken) {
        throw new IllegalStateException("broken");
      }
      return false;
    }

    @Override
    public List<TenantId> tenants() {
      if (away) {
        throw new IllegalStateException("away");
      }
      return List.of(ONE, OTHER);
    }

    @Override
    public boolean takeLease(String server, Duration lease) {
      calls.add("lease " + server + " " + lease);
      return leases-- > 0;
    }
  }
}
