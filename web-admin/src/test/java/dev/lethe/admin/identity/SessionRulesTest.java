package dev.lethe.admin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.admin.identity.SessionRules.Verdict;
import dev.lethe.tenancy.model.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionRulesTest {

  private static final Person OLIVIA = People.person(Role.COMPLIANCE_OFFICER);

  private static Verdict judge(Optional<Person> known, Person present, int secondsAfterLogin) {
    return SessionRules.judge(known, present, People.LOGIN.plusSeconds(secondsAfterLogin));
  }

  @Test
  void givenAFreshLogin_whenTheFirstRequestComes_thenASessionStarts() {
    assertThat(judge(Optional.empty(), OLIVIA, 3)).isEqualTo(Verdict.START);
  }

  @Test
  void givenAnOldLoginWithoutSession_whenARequestComes_thenTheSessionHadEnded() {
    assertThat(judge(Optional.empty(), OLIVIA, 16 * 60)).isEqualTo(Verdict.IDLE_ENDED);
  }

  @Test
  void givenASession_whenTheSamePersonGoesOn_thenTheyMay() {
    assertThat(judge(Optional.of(OLIVIA), OLIVIA, 20 * 60)).isEqualTo(Verdict.GO_ON);
  }

  @Test
  void givenASession_whenSomebodyElseIsSignedIn_thenItIsNotTheirs() {
    Person adam = new Person("other", "adam", "northwind", Set.of(Role.AUDITOR), People.LOGIN);

    assertThat(judge(Optional.of(OLIVIA), adam, 3)).isEqualTo(Verdict.LOGIN_AGAIN);
  }

  @Test
  void givenASession_whenTheTenantChanged_thenTheLoginIsAskedForAgain() {
    Person moved = new Person(OLIVIA.subject(), "olivia", "contoso", OLIVIA.roles(), People.LOGIN);

    assertThat(judge(Optional.of(OLIVIA), moved, 3)).isEqualTo(Verdict.LOGIN_AGAIN);
  }

  @Test
  void givenRolesOlderThanHalfAnHour_whenARequestComes_thenTheyAreAskedForAgain() {
    assertThat(judge(Optional.of(OLIVIA), OLIVIA, 30 * 60)).isEqualTo(Verdict.GO_ON);
    assertThat(judge(Optional.of(OLIVIA), OLIVIA, 30 * 60 + 1)).isEqualTo(Verdict.LOGIN_AGAIN);
  }

  @Test
  void givenATokenWithoutTime_whenTheFirstRequestComes_thenItIsNotTaken() {
    Person timeless = new Person("x", "x", "northwind", Set.of(Role.AUDITOR), Instant.EPOCH);

    assertThat(judge(Optional.empty(), timeless, 0)).isEqualTo(Verdict.IDLE_ENDED);
  }
}
