package dev.lethe.retention.model;

import java.io.Serializable;
import java.time.Instant;

/**
 * A job of which something is due.
 *
 * @param job value of the job's id
 * @param deleteAt the deadline that makes it due; also how far a reader of what is due has come
 */
public record DueJob(String job, Instant deleteAt) implements Serializable {}
