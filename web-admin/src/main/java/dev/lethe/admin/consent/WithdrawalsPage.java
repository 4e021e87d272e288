package dev.lethe.admin.consent;

import dev.lethe.admin.identity.SignedIn;
import dev.lethe.admin.shared.ListPage;
import dev.lethe.admin.shared.Paging;
import dev.lethe.admin.shared.Words;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.DataSubject;
import dev.lethe.consent.model.Withdrawal;
import dev.lethe.consent.model.WithdrawalEffect.Kind;
import dev.lethe.consent.model.WithdrawalFilter;
import dev.lethe.consent.model.WithdrawalId;
import dev.lethe.consent.model.WithdrawalTarget;
import dev.lethe.consent.service.WithdrawalService;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.tenancy.model.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Withdrawals with what came of them, and a form to withdraw on somebody's behalf. */
@Named
@RequestScoped
public class WithdrawalsPage extends ListPage {

  static final List<String> TARGETS = List.of("consent", "job", "subject");
  private static final int MIN_REASON = 3;
  private static final int MAX_REASON = 500;

  @Inject SignedIn signedIn;
  @Inject WithdrawalService withdrawals;
  @Inject PolicyService policy;
  @Inject Words words;

  Clock clock = Clock.systemUTC();

  private String id = "";
  private String target = "consent";
  private String value = "";
  private String reason = "";
  private String problem = "";
  private Paging<Withdrawal> rows = Paging.empty();
  private Optional<Withdrawal> chosen = Optional.empty();

  /** Reads the page, or the one withdrawal, that the address asks for. */
  public void load() {
    Caller caller = signedIn.caller();
    if (id.matches("wdr_[0-9a-f]{32}")) {
      chosen = find(caller, new WithdrawalId(id));
    }
    rows =
        Paging.uncounted(
            getPage(),
            (offset, limit) -> withdrawals.list(caller, WithdrawalFilter.ALL, offset, limit));
  }

  private Optional<Withdrawal> find(Caller caller, WithdrawalId wanted) {
    try {
      return Optional.of(withdrawals.get(caller, wanted));
    } catch (LetheException notThere) {
      return Optional.empty();
    }
  }

  /** Withdraws what the form says and shows what came of it; the name is in no address. */
  public String withdraw() {
    Caller caller = signedIn.caller();
    Optional<WithdrawalTarget> wanted = wanted();
    if (wanted.isEmpty()) {
      return again("This is no " + words.plain(target).toLowerCase(java.util.Locale.ROOT) + ".");
    }
    if (reason.length() < MIN_REASON || reason.length() > MAX_REASON) {
      return again("Please give a reason of 3 to 500 characters.");
    }
    try {
      WithdrawalService.Outcome outcome =
          withdrawals.withdraw(caller, wanted.get(), Optional.of(reason));
      return "/withdrawals?faces-redirect=true&id=" + outcome.withdrawal().id().value();
    } catch (LetheException refused) {
      return again(refused.code().title() + ".");
    }
  }

  private String again(String why) {
    problem = why;
    load();
    return "";
  }

  private Optional<WithdrawalTarget> wanted() {
    try {
      return switch (target) {
        case "consent" -> Optional.of(new WithdrawalTarget.OfConsent(new ConsentId(value)));
        case "job" ->
            value.matches("job_[0-9a-f]{32}")
                ? Optional.of(new WithdrawalTarget.OfJob(value))
                : Optional.empty();
        case "subject" -> Optional.of(new WithdrawalTarget.OfSubject(DataSubject.named(value)));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** Whether they may withdraw. */
  public boolean isOpenToWithdraw() {
    Caller caller = signedIn.caller();
    return policy.current().of(caller.tenant()).permits(caller, Permission.WITHDRAW);
  }

  public long stopped(Withdrawal withdrawal) {
    return withdrawal.count(Kind.QUEUED_WORK_CANCELLED)
        + withdrawal.count(Kind.RUNNING_WORK_STOPPED)
        + withdrawal.count(Kind.WORK_REFUSED);
  }

  public long due(Withdrawal withdrawal) {
    return withdrawal.pending(Kind.DELETION_DUE);
  }

  public long held(Withdrawal withdrawal) {
    return withdrawal.count(Kind.HELD);
  }

  public String state(Withdrawal withdrawal) {
    return withdrawal.isCompleted() ? "completed" : "in_progress";
  }

  /** How long it took, or takes, for all work to end: within five seconds is promised. */
  public String clock(Withdrawal withdrawal) {
    Instant end = withdrawal.settledAt().orElseGet(clock::instant);
    Duration taken = Duration.between(withdrawal.receivedAt(), end);
    return "%d.%03d s".formatted(taken.toSeconds(), taken.toMillisPart());
  }

  /** Whether all work had ended within the time that is promised. */
  public boolean isInTime(Withdrawal withdrawal) {
    Instant end = withdrawal.settledAt().orElseGet(clock::instant);
    return !end.isAfter(withdrawal.receivedAt().plusSeconds(5));
  }

  /** Artefacts that are still to be deleted, in words. */
  public String artefact(Optional<ArtefactClass> artefact) {
    return artefact.map(ArtefactClass::apiName).map(words::plain).orElse("–");
  }

  /** The withdrawal that the address names. */
  public List<Withdrawal> getChosen() {
    return chosen.stream().sorted(Comparator.comparing(Withdrawal::receivedAt)).toList();
  }

  public List<String> getTargets() {
    return TARGETS;
  }

  public Paging<Withdrawal> getRows() {
    return rows;
  }

  public String getProblem() {
    return problem;
  }

  public String getId() {
    return id;
  }

  public void setId(String id) {
    this.id = id.strip();
  }

  public String getTarget() {
    return target;
  }

  public void setTarget(String target) {
    this.target = target.strip();
  }

  public String getValue() {
    return value;
  }

  public void setValue(String value) {
    this.value = value.strip();
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason.strip();
  }
}
