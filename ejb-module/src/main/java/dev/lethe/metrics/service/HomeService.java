package dev.lethe.metrics.service;

import dev.lethe.metrics.model.HomeCounters;
import dev.lethe.tenancy.model.Caller;

/** The console's first page. Needs any role but submitter. */
public interface HomeService {

  HomeCounters counters(Caller caller);
}
