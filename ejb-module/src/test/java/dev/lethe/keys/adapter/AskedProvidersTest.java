package dev.lethe.keys.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.keys.model.AesGcmKey;
import dev.lethe.keys.model.MasterKeyRotation;
import dev.lethe.keys.model.TenantDirectory;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.TestTransactions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What health says of the master key from before. */
class AskedProvidersTest {

  private final MutableClock clock = new MutableClock("2026-03-01T12:00:00Z");
  private final Rotation rotation = new Rotation();
  private final AskedProviders asked = new AskedProviders();

  @BeforeEach
  void prepare() {
    asked.providers = KeyProvidersFile.none(TestKeys.only(new AesGcmKey(AesGcmKey.random())));
    asked.keys = TestKeys.tenantKeys(new TestTransactions(), clock);
    asked.directory = new NoTenants();
    asked.rotation = rotation;
    asked.clock = clock;
  }

  private String later() {
    clock.advance(Duration.ofSeconds(31));
    return asked.previousMasterKey();
  }

  @Test
  void givenMasterKeyFromBefore_whenItWrapsSomething_thenItIsInUseUntilItDoesNot() {
    rotation.left = List.of(new TenantId("northwind"));
    assertThat(asked.previousMasterKey()).isEqualTo("in_use");
    rotation.left = List.of();
    assertThat(later()).isEqualTo("unused");
  }

  @Test
  void givenNoMasterKeyFromBefore_whenAsked_thenThereIsNone() {
    rotation.previous = false;
    rotation.left = List.of(new TenantId("northwind"));
    assertThat(asked.previousMasterKey()).isEqualTo("none");
  }

  @Test
  void givenNoDatabase_whenAsked_thenItIsUnknownAndNotUnused() {
    assertThat(asked.previousMasterKey()).isEqualTo("unused");
    rotation.away = true;
    assertThat(later()).isEqualTo("unknown");
    assertThat(asked.revoked()).isZero();
  }

  private static final class NoTenants implements TenantDirectory {
    @Override
    public List<TenantId> tenants() {
      return List.of();
    }

    @Override
    public boolean takeLease(String name, String server, Duration lease) {
      throw new AssertionError("nobody asks");
    }
  }

  private static final class Rotation implements MasterKeyRotation {
    private boolean previous = true;
    private boolean away;
    private List<TenantId> left = List.of();

    @Override
    public boolean hasPrevious() {
      return previous;
    }

    @Override
    public List<TenantId> unfinished() {
      if (away) {
        throw new IllegalStateException("away");
      }
      return left;
    }

    @Override
    public Progress rewrap(TenantId tenant) {
      throw new AssertionError("nobody asks");
    }
  }
}
