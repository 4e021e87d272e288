package dev.lethe.admin.retention;

import dev.lethe.admin.identity.SignedIn;
import dev.lethe.admin.shared.ListPage;
import dev.lethe.admin.shared.Paging;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.retention.model.DeadLetter;
import dev.lethe.retention.model.DeletionRun;
import dev.lethe.retention.service.RetentionService;
import dev.lethe.tenancy.model.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs of the deletion job, and what they could not delete. */
@Named
@RequestScoped
public class RunsPage extends ListPage {

  private static final int MOST_LETTERS = 100;

  @Inject SignedIn signedIn;
  @Inject RetentionService retention;
  @Inject PolicyService policy;

  private Paging<DeletionRun> runs = Paging.empty();
  private @Nullable List<DeadLetter> deadLetters;
  private String problem = "";

  public void load() {
    Caller caller = signedIn.caller();
    runs = Paging.uncounted(getPage(), (offset, limit) -> retention.runs(caller, offset, limit));
  }

  public Paging<DeletionRun> getRuns() {
    return runs;
  }

  /** What failed too often, the newest hundred. */
  public List<DeadLetter> getDeadLetters() {
    if (deadLetters == null) {
      deadLetters = retention.deadLetters(signedIn.caller(), 0, MOST_LETTERS);
    }
    return deadLetters;
  }

  /** Whether who looks may have a deletion tried again. */
  public boolean isOpenToRequeue() {
    Caller caller = signedIn.caller();
    return policy
        .current()
        .of(caller.tenant())
        .access()
        .permissions()
        .getOrDefault(Permission.REQUEUE_DELETION, Set.of())
        .stream()
        .anyMatch(caller::has);
  }

  /** Has the deletion tried again that the form names. */
  public String requeue() {
    return requeue(
        FacesContext.getCurrentInstance()
            .getExternalContext()
            .getRequestParameterMap()
            .getOrDefault("letter", ""));
  }

  String requeue(String letter) {
    try {
      retention.requeue(signedIn.caller(), letter);
      return "/runs?faces-redirect=true";
    } catch (LetheException refused) {
      problem = refused.code().title() + ".";
      load();
      return "";
    }
  }

  public String getProblem() {
    return problem;
  }
}
