package dev.lethe.admin.retention;

import dev.lethe.admin.identity.SignedIn;
import dev.lethe.admin.shared.ListPage;
import dev.lethe.admin.shared.Paging;
import dev.lethe.retention.model.RetentionItem;
import dev.lethe.retention.model.RetentionItem.State;
import dev.lethe.retention.model.RetentionOverview;
import dev.lethe.retention.model.RetentionPlace;
import dev.lethe.retention.service.RetentionService;
import dev.lethe.tenancy.model.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept against its deadlines. The address holds the state that is listed. */
@Named
@RequestScoped
public class RetentionPage extends ListPage {

  @Inject SignedIn signedIn;
  @Inject RetentionService retention;

  private String state = "";
  private State listed = State.DUE_TODAY;
  private Paging<RetentionItem> items = Paging.empty();
  private @Nullable RetentionOverview overview;
  private @Nullable List<RetentionPlace> places;

  /**
   * One of the lists to choose from.
   *
   * @param note what the state means
   */
  public record Choice(String state, String label, String note, long count, boolean current) {}

  /** Reads the list that the address asks for; what is overdue comes first by itself. */
  public void load() {
    Caller caller = signedIn.caller();
    listed = wanted();
    items =
        Paging.of(
            getPage(),
            retention.count(caller, listed),
            (offset, limit) -> retention.items(caller, listed, offset, limit));
  }

  private State wanted() {
    return Arrays.stream(State.values())
        .filter(one -> one.name().equals(state))
        .findFirst()
        .orElseGet(() -> getOverview().overdue() > 0 ? State.OVERDUE : State.DUE_TODAY);
  }

  public RetentionOverview getOverview() {
    if (overview == null) {
      overview = retention.overview(signedIn.caller());
    }
    return overview;
  }

  /** The same numbers by region and trust zone. */
  public List<RetentionPlace> getPlaces() {
    if (places == null) {
      places = retention.places(signedIn.caller());
    }
    return places;
  }

  public DeadlineChart getChart() {
    return new DeadlineChart(getOverview().days());
  }

  public List<Choice> getChoices() {
    RetentionOverview now = getOverview();
    long later = Math.max(0, now.kept() - now.dueToday() - now.overdue() - now.held());
    return List.of(
        choice(State.OVERDUE, "Overdue", "kept past the deadline", now.overdue()),
        choice(State.DUE_TODAY, "Due today", "due within a day", now.dueToday()),
        choice(State.DUE_LATER, "Due later", "kept, deadline ahead", later),
        choice(State.HELD, "Held", "kept by a legal hold", now.held()),
        choice(State.DELETED, "Deleted", "gone, with a certificate", now.deleted()));
  }

  private Choice choice(State one, String label, String note, long count) {
    return new Choice(one.name(), label, note, count, one == listed);
  }

  /** The name of the list that is shown. */
  public String getTitle() {
    return getChoices().stream().filter(Choice::current).findFirst().orElseThrow().label();
  }

  public boolean isDeletedListed() {
    return listed == State.DELETED;
  }

  public Paging<RetentionItem> getItems() {
    return items;
  }

  public String getListed() {
    return listed.name();
  }

  public String getState() {
    return state;
  }

  public void setState(String state) {
    this.state = state.strip();
  }
}
