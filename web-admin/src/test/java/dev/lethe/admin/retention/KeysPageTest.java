package dev.lethe.admin.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.admin.identity.People;
import dev.lethe.keys.model.KeyProvider.Kind;
import dev.lethe.keys.model.TenantKeys.Status;
import dev.lethe.keys.model.TenantKeys.Version;
import dev.lethe.keys.service.TenantKeyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeysPageTest {

  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final Status STATUS =
      new Status(
          Kind.TRANSIT,
          List.of(
              new Version(1, Kind.LOCAL, NOW, 3),
              new Version(2, Kind.LOCAL, NOW, 2),
              new Version(3, Kind.TRANSIT, NOW, 7)),
          Optional.empty(),
          false);

  private final FakeKeys keys = new FakeKeys();
  private final KeysPage page = new KeysPage();

  /** Notes what was done, or refuses it. */
  private static final class FakeKeys implements TenantKeyService {
    private final List<String> done = new ArrayList<>();
    private Optional<ProblemCode> refusal = Optional.empty();

    private Status noted(String what) {
      refusal.ifPresent(
          code -> {
            throw new LetheException(code);
          });
      done.add(what);
      return STATUS;
    }

    @Override
    public Status status(Caller caller) {
      return noted("status");
    }

    @Override
    public Status rotate(Caller caller) {
      return noted("rotate");
    }

    @Override
    public Status revoke(Caller caller) {
      return noted("revoke");
    }

    @Override
    public Status enable(Caller caller) {
      return noted("enable");
    }

    @Override
    public void goOn(TenantId tenant) {
      throw new UnsupportedOperationException("not for people");
    }

    @Override
    public boolean goOnWithMasterKey() {
      throw new UnsupportedOperationException("not for people");
    }

    @Override
    public List<TenantId> tenants() {
      throw new UnsupportedOperationException("not for people");
    }

    @Override
    public boolean takeLease(String server, Duration lease) {
      throw new UnsupportedOperationException("not for people");
    }
  }

  @BeforeEach
  void prepare() {
    page.signedIn = People.signedIn(Role.TENANT_ADMIN);
    page.keys = keys;
  }

  @Test
  void givenOlderVersions_whenShown_thenWhatTheyStillWrapIsCounted() {
    Status shown = page.getStatus().get(0);
    assertThat(page.waiting(shown)).isEqualTo(5);
    assertThat(page.waiting(new Status(Kind.LOCAL, List.of(), Optional.empty(), false))).isZero();
    page.getStatus();
    assertThat(keys.done).containsExactly("status");
  }

  @Test
  void givenButtons_whenPressed_thenEachDoesItsOwnAndThePageIsShownAnew() {
    assertThat(page.rotate()).isEqualTo("/keys?faces-redirect=true");
    assertThat(page.revoke()).isEqualTo("/keys?faces-redirect=true");
    assertThat(page.enable()).isEqualTo("/keys?faces-redirect=true");
    assertThat(keys.done).containsExactly("rotate", "revoke", "enable");
    assertThat(page.getProblem()).isEmpty();
  }

  @Test
  void givenRefusal_whenAButtonIsPressed_thenItIsSaidAndThePageStays() {
    keys.refusal = Optional.of(ProblemCode.TENANT_KEY_REVOKED);
    assertThat(page.rotate()).isEmpty();
    assertThat(page.getProblem()).isEqualTo(ProblemCode.TENANT_KEY_REVOKED.title() + ".");
  }

  @Test
  void givenProviderThatIsAway_whenShown_thenNothingIsToldButThat() {
    keys.refusal = Optional.of(ProblemCode.KEY_PROVIDER_UNAVAILABLE);
    assertThat(page.getStatus()).isEmpty();
    assertThat(page.getProblem()).isEqualTo(ProblemCode.KEY_PROVIDER_UNAVAILABLE.title() + ".");
  }
}
