package dev.lethe.admin.retention;

import dev.lethe.admin.identity.SignedIn;
import dev.lethe.keys.model.TenantKeys.Status;
import dev.lethe.keys.service.TenantKeyService;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.tenancy.model.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tenant's root key: where it is, what it still wraps, and what may be done with it. */
@Named
@RequestScoped
public class KeysPage {

  @Inject SignedIn signedIn;
  @Inject TenantKeyService keys;
  @Inject PolicyService policy;

  private @Nullable List<Status> status;
  private String problem = "";

  /** One, or none if it cannot be told now. */
  public List<Status> getStatus() {
    if (status == null) {
      status = read();
    }
    return status;
  }

  private List<Status> read() {
    try {
      return List.of(keys.status(signedIn.caller()));
    } catch (LetheException unavailable) {
      problem = unavailable.code().title() + ".";
      return List.of();
    }
  }

  /** What the older versions still wrap. */
  public long waiting(Status of) {
    return of.versions().stream()
        .limit(Math.max(0, of.versions().size() - 1))
        .mapToLong(version -> version.wraps())
        .sum();
  }

  /** Whether who looks may rotate and revoke. */
  public boolean isOpenToManage() {
    Caller caller = signedIn.caller();
    return policy.current().of(caller.tenant()).permits(caller, Permission.MANAGE_KEYS);
  }

  public String rotate() {
    return attempt(keys::rotate);
  }

  public String revoke() {
    return attempt(keys::revoke);
  }

  public String enable() {
    return attempt(keys::enable);
  }

  private String attempt(Consumer<Caller> step) {
    try {
      step.accept(signedIn.caller());
      return "/keys?faces-redirect=true";
    } catch (LetheException refused) {
      problem = refused.code().title() + ".";
      return "";
    }
  }

  public String getProblem() {
    return problem;
  }
}
