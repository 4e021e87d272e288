package dev.lethe.retention.service;

import dev.lethe.retention.model.RetentionAlarms.Alarms;

/** What operators are told of deletion without belonging to a tenant. */
public interface RetentionHealth {

  Alarms alarms();
}
