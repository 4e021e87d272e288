package dev.lethe.retention.service;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.model.Erasable;
import dev.lethe.tenancy.model.TenantId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Content that each job has and that is there as long as its key. */
record KeyedContent(ArtefactClass artefact) implements Erasable {

  @Override
  public Map<String, Integer> erase(TenantId of, Collection<String> jobs) {
    return jobs.stream().collect(Collectors.toMap(job -> job, job -> 1));
  }

  @Override
  public Set<String> holding(TenantId of, Collection<String> jobs) {
    return Set.of();
  }
}
