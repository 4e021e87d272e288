package dev.lethe.batch.retention;

import dev.lethe.retention.model.DueJob;
import dev.lethe.retention.service.RetentionSweep;
import dev.lethe.tenancy.model.TenantId;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads of which jobs of a tenant something is due, in the order of deadlines. */
@Dependent
@Named("dueReader")
public class DueReader extends AbstractItemReader {

  private static final int PIECE = 1000;

  @Inject RetentionSweep sweep;
  @Inject Clock clock;
  @Inject @BatchProperty String tenant;
  @Inject @BatchProperty String run;

  private final Deque<DueJob> piece = new ArrayDeque<>();
  private Instant until = Instant.EPOCH;
  private Optional<DueJob> fetched = Optional.empty();
  private @Nullable DueJob reached;

  /**
   * A job of which something was due at a time.
   *
   * @param job value of the job's id
   */
  record Item(String job, Instant until) {}

  /** How far the run came, and what moment it takes for now. */
  record Checkpoint(Instant until, @Nullable DueJob reached) implements Serializable {}

  @Override
  public void open(@Nullable Serializable checkpoint) {
    if (checkpoint instanceof Checkpoint earlier) {
      until = earlier.until();
      reached = earlier.reached();
    } else {
      until = clock.instant();
      reached = null;
    }
    fetched = Optional.ofNullable(reached);
    if (hasTenant()) {
      sweep.begin(new TenantId(tenant), run);
      sweep.finishLeftOver(new TenantId(tenant));
    }
  }

  @Override
  public @Nullable Object readItem() {
    if (piece.isEmpty() && hasTenant()) {
      fetch();
    }
    DueJob next = piece.poll();
    if (next != null) {
      reached = next;
    }
    return next == null ? null : new Item(next.job(), until);
  }

  private void fetch() {
    piece.addAll(sweep.due(new TenantId(tenant), until, fetched, PIECE));
    if (!piece.isEmpty()) {
      fetched = Optional.of(piece.getLast());
    }
  }

  private boolean hasTenant() {
    return !tenant.equals(TenantPartitions.NO_TENANT);
  }

  @Override
  public Serializable checkpointInfo() {
    return new Checkpoint(until, reached);
  }
}
