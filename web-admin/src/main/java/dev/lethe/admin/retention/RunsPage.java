package dev.lethe.admin.retention;

import dev.lethe.admin.identity.SignedIn;
import dev.lethe.admin.shared.ListPage;
import dev.lethe.admin.shared.Paging;
import dev.lethe.retention.model.DeletionRun;
import dev.lethe.retention.service.RetentionService;
import dev.lethe.tenancy.model.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Runs of the deletion job. */
@Named
@RequestScoped
public class RunsPage extends ListPage {

  @Inject SignedIn signedIn;
  @Inject RetentionService retention;

  private Paging<DeletionRun> runs = Paging.empty();

  public void load() {
    Caller caller = signedIn.caller();
    runs = Paging.uncounted(getPage(), (offset, limit) -> retention.runs(caller, offset, limit));
  }

  public Paging<DeletionRun> getRuns() {
    return runs;
  }
}
