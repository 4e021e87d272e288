package dev.lethe.retention.service;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.model.Erasable;
import dev.lethe.tenancy.model.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Content of jobs in memory, which is erased as a test says, or is not. */
final class KeptContent implements Erasable {

  final Set<String> jobs = new HashSet<>();
  final List<String> removed = new ArrayList<>();
  String refused = "";
  boolean fails;
  boolean keepsAnyway;
  private final ArtefactClass artefact;

  KeptContent(ArtefactClass artefact) {
    this.artefact = artefact;
  }

  @Override
  public ArtefactClass artefact() {
    return artefact;
  }

  @Override
  public Map<String, Integer> erase(TenantId of, Collection<String> some) {
    if (fails || some.contains(refused)) {
      throw new IllegalStateException("store away");
    }
    Map<String, Integer> counts = new HashMap<>();
    some.stream()
        .filter(job -> !keepsAnyway && jobs.remove(job))
        .forEach(job -> counts.put(job, 1));
    return counts;
  }

  @Override
  public Set<String> holding(TenantId of, Collection<String> some) {
    return some.stream().filter(jobs::contains).collect(Collectors.toSet());
  }

  @Override
  public int removeNoted(TenantId of, Collection<String> some) {
    removed.addAll(some);
    return 0;
  }
}
