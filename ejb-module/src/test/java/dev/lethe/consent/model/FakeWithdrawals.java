package dev.lethe.consent.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Withdrawals in a map. Deletions stay pending: there are no artefacts beside it. */
public final class FakeWithdrawals implements WithdrawalStore {

  private final Map<WithdrawalId, TenantId> tenants = new LinkedHashMap<>();
  private final Map<WithdrawalId, Withdrawal> kept = new LinkedHashMap<>();
  private final FakeConsents consents;

  public FakeWithdrawals(FakeConsents consents) {
    this.consents = consents;
  }

  @Override
  public void add(TenantId tenant, Withdrawal withdrawal) {
    tenants.put(withdrawal.id(), tenant);
    kept.put(withdrawal.id(), withdrawal);
  }

  @Override
  public void add(TenantId tenant, WithdrawalId id, List<WithdrawalEffect> effects) {
    Withdrawal before = kept.get(id);
    List<WithdrawalEffect> all = new ArrayList<>(before.effects());
    all.addAll(effects);
    kept.put(id, with(before, all, before.settledAt()));
  }

  private static Withdrawal with(
      Withdrawal before, List<WithdrawalEffect> effects, Optional<Instant> settled) {
    return new Withdrawal(
        before.id(),
        before.scope(),
        before.target(),
        before.actor(),
        before.reason(),
        before.reasonLength(),
        before.receivedAt(),
        settled,
        effects);
  }

  @Override
  public Optional<Withdrawal> find(TenantId tenant, WithdrawalId id) {
    return Optional.ofNullable(kept.get(id)).filter(found -> tenant.equals(tenants.get(id)));
  }

  @Override
  public Optional<WithdrawalId> latest(
      TenantId tenant, WithdrawalTarget.Scope scope, String target) {
    return kept.values().stream()
        .filter(one -> tenant.equals(tenants.get(one.id())))
        .filter(one -> one.scope() == scope && one.target().equals(target))
        .map(Withdrawal::id)
        .reduce((one, other) -> other);
  }

  @Override
  public Optional<WithdrawalId> thatEnded(
      TenantId tenant, ConsentId consent, Optional<String> job) {
    return consents.endings.stream()
        .filter(ending -> ending.consent().equals(consent))
        .filter(ending -> ending.job().isEmpty() || ending.job().equals(job))
        .map(ConsentStore.Ending::withdrawal)
        .findFirst();
  }

  @Override
  public List<Withdrawal> list(TenantId tenant, WithdrawalFilter filter, int offset, int limit) {
    List<Withdrawal> newestFirst =
        new ArrayList<>(
            kept.values().stream().filter(one -> tenant.equals(tenants.get(one.id()))).toList());
    Collections.reverse(newestFirst);
    return newestFirst.stream()
        .skip(filter.after().map(last -> upTo(newestFirst, last)).orElse(0))
        .filter(one -> filter.completed().map(done -> done == one.isCompleted()).orElse(true))
        .filter(one -> filter.scope().map(one.scope()::equals).orElse(true))
        .filter(one -> filter.target().map(one.target()::equals).orElse(true))
        .skip(offset)
        .limit(limit)
        .toList();
  }

  /** How many come before what follows a withdrawal: all, if it is not there. */
  private static int upTo(List<Withdrawal> list, WithdrawalId last) {
    int at = list.stream().map(Withdrawal::id).toList().indexOf(last);
    return at < 0 ? list.size() : at + 1;
  }

  @Override
  public List<String> openJobs(
      TenantId tenant, WithdrawalId id, WithdrawalEffect.Kind kind, Instant begunBy) {
    return kept.get(id).effects().stream()
        .filter(effect -> effect.kind() == kind && isPending(effect))
        .filter(effect -> !effect.begunAt().isAfter(begunBy))
        .flatMap(effect -> effect.job().stream())
        .toList();
  }

  private static boolean isPending(WithdrawalEffect effect) {
    return effect.state() == WithdrawalEffect.State.PENDING;
  }

  @Override
  public List<WithdrawalId> settle(
      TenantId tenant, String job, WithdrawalEffect.Kind kind, Instant now) {
    List<WithdrawalId> settled = new ArrayList<>();
    for (Withdrawal one : List.copyOf(kept.values())) {
      List<WithdrawalEffect> effects =
          one.effects().stream()
              .map(
                  effect ->
                      effect.kind() == kind
                              && isPending(effect)
                              && effect.job().equals(Optional.of(job))
                          ? done(effect, now)
                          : effect)
              .toList();
      if (!effects.equals(one.effects())) {
        kept.put(one.id(), with(one, effects, one.settledAt()));
        settled.add(one.id());
      }
    }
    return settled;
  }

  private static WithdrawalEffect done(WithdrawalEffect effect, Instant now) {
    return new WithdrawalEffect(
        effect.kind(),
        effect.consent(),
        effect.job(),
        effect.artefact(),
        effect.count(),
        WithdrawalEffect.State.DONE,
        effect.begunAt(),
        effect.dueAt(),
        Optional.of(now));
  }

  @Override
  public boolean settle(TenantId tenant, WithdrawalId id, Instant now) {
    Withdrawal before = kept.get(id);
    boolean open =
        before.effects().stream()
            .filter(effect -> effect.kind() != WithdrawalEffect.Kind.DELETION_DUE)
            .anyMatch(FakeWithdrawals::isPending);
    if (open || before.settledAt().isPresent()) {
      return false;
    }
    kept.put(id, with(before, before.effects(), Optional.of(now)));
    return true;
  }

  @Override
  public List<Open> open(Instant before) {
    return kept.values().stream()
        .filter(one -> one.settledAt().isEmpty() && !one.receivedAt().isAfter(before))
        .map(one -> new Open(tenants.get(one.id()), one.id()))
        .toList();
  }
}
