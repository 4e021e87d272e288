package dev.lethe.admin.identity;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whoever sends the current request, as {@link AccessFilter} found them. */
@Named
@RequestScoped
public class SignedIn {

  private static final Set<Page> LED_TO =
      EnumSet.of(
          Page.HOLDS,
          Page.DISPOSITIONS,
          Page.CERTIFICATES,
          Page.CERTIFICATE,
          Page.RUNS,
          Page.KEYS,
          Page.CONSENT_RECEIPT,
          Page.EVIDENCE);

  private Optional<Person> person = Optional.empty();

  void set(Person someone) {
    person = Optional.of(someone);
  }

  /**
   * Whom the services are called for.
   *
   * @throws LetheException {@code unauthenticated} if nobody with a tenant is signed in
   */
  public Caller caller() {
    return person
        .flatMap(Person::caller)
        .orElseThrow(() -> new LetheException(ProblemCode.UNAUTHENTICATED));
  }

  public String getName() {
    return person.map(Person::displayName).orElse("");
  }

  public String getTenant() {
    return person.map(Person::tenant).orElse("");
  }

  /** Their roles in words, in a fixed order. */
  public String getRoles() {
    return String.join(
        ", ",
        person.stream()
            .flatMap(someone -> someone.roles().stream().sorted())
            .map(role -> role.claim().replace('-', ' '))
            .toList());
  }

  public boolean mayOpen(Page page) {
    return person.filter(Person::mayUseConsole).filter(p -> page.isOpenTo(p.roles())).isPresent();
  }

  public boolean isRetentionOpen() {
    return mayOpen(Page.RETENTION);
  }

  public boolean isConsentOpen() {
    return mayOpen(Page.CONSENT);
  }

  public boolean isAuditOpen() {
    return mayOpen(Page.AUDIT);
  }

  /** What the menu shows: the pages they may open, but those that another page leads to. */
  public List<Page> getMenu() {
    return Arrays.stream(Page.values())
        .filter(page -> !LED_TO.contains(page))
        .filter(this::mayOpen)
        .toList();
  }
}
