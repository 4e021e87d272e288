package dev.lethe.batch.retention;

import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.NoSuchJobException;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.JobInstance;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Starts runs of the deletion job and takes up again those that were cut off. What cannot be taken
 * up is left as it is: all that matters of a run is in the ledger, so a new one goes on from there.
 */
final class SweepRuns {

  private static final Logger LOG = Logger.getLogger(SweepRuns.class.getName());

  static final String JOB = "retention-sweep";

  /** After so many executions a run is given up; what it left is due for the next. */
  static final int MOST_EXECUTIONS = 3;

  private static final Set<BatchStatus> CUT_OFF =
      EnumSet.of(BatchStatus.FAILED, BatchStatus.STOPPED);
  private static final Set<BatchStatus> UNDER_WAY =
      EnumSet.of(BatchStatus.STARTING, BatchStatus.STARTED, BatchStatus.STOPPING);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final JobOperator operator;

  SweepRuns(JobOperator operator) {
    this.operator = operator;
  }

  long start(boolean orphans) {
    Properties parameters = new Properties();
    parameters.setProperty("run", randomName());
    parameters.setProperty("orphans", Boolean.toString(orphans));
    return operator.start(JOB, parameters);
  }

  boolean isUnderWay(long execution) {
    try {
      return UNDER_WAY.contains(operator.getJobExecution(execution).getBatchStatus());
    } catch (BatchRuntimeException e) {
      note("its state cannot be had", execution, e);
      return false;
    }
  }

  /** Asks a run to end: another server sweeps now, or it does nothing any more. */
  void stop(long execution) {
    try {
      operator.stop(execution);
    } catch (BatchRuntimeException e) {
      note("it cannot be stopped", execution, e);
    }
  }

  /** Restarts the newest run if it was cut off and not too often; answers its new execution. */
  Optional<Long> restartIfCutOff() {
    return newest().flatMap(this::restartable).flatMap(this::restart);
  }

  private Optional<Long> restart(JobExecution execution) {
    try {
      return Optional.of(
          operator.restart(execution.getExecutionId(), execution.getJobParameters()));
    } catch (BatchRuntimeException e) {
      note("it cannot be taken up again", execution.getExecutionId(), e);
      return Optional.empty();
    }
  }

  private static void note(String what, long execution, BatchRuntimeException e) {
    LOG.log(
        Level.WARNING,
        "run {0} of the sweep is left as it is, {1}: {2}",
        new Object[] {execution, what, e.getClass().getSimpleName()});
  }

  private Optional<JobInstance> newest() {
    try {
      return operator.getJobInstances(JOB, 0, 1).stream().findFirst();
    } catch (NoSuchJobException e) {
      return Optional.empty();
    }
  }

  private Optional<JobExecution> restartable(JobInstance instance) {
    List<JobExecution> executions = operator.getJobExecutions(instance);
    return executions.stream()
        .max(java.util.Comparator.comparingLong(JobExecution::getExecutionId))
        .filter(execution -> executions.size() < MOST_EXECUTIONS)
        .filter(execution -> CUT_OFF.contains(execution.getBatchStatus()));
  }

  private static String randomName() {
    byte[] bits = new byte[16];
    RANDOM.nextBytes(bits);
    return "run_" + HexFormat.of().formatHex(bits);
  }
}
