package dev.lethe.batch.retention;

import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.JobRestartException;
import jakarta.batch.operations.NoSuchJobException;
import jakarta.batch.operations.NoSuchJobExecutionException;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.JobInstance;
import jakarta.batch.runtime.StepExecution;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Remembers what was started; executions end when the test says so. */
final class ListedOperator implements JobOperator {

  final List<Run> executions = new ArrayList<>();
  final List<Long> stopped = new ArrayList<>();
  boolean refusesRestarts;
  @Nullable Run forgotten;

  /** An execution of an instance. */
  static final class Run implements JobExecution {

    final long id;
    final long instance;
    final Properties parameters;
    BatchStatus status = BatchStatus.STARTED;

    Run(long id, long instance, Properties parameters) {
      this.id = id;
      this.instance = instance;
      this.parameters = parameters;
    }

    @Override
    public long getExecutionId() {
      return id;
    }

    @Override
    public String getJobName() {
      return SweepRuns.JOB;
    }

    @Override
    public BatchStatus getBatchStatus() {
      return status;
    }

    @Override
    public Date getStartTime() {
      return new Date(0);
    }

    @Override
    public Date getEndTime() {
      return new Date(0);
    }

    @Override
    public String getExitStatus() {
      return status.name();
    }

    @Override
    public Date getCreateTime() {
      return new Date(0);
    }

    @Override
    public Date getLastUpdatedTime() {
      return new Date(0);
    }

    @Override
    public Properties getJobParameters() {
      return parameters;
    }
  }

  private record Instance(long id) implements JobInstance {

    @Override
    public long getInstanceId() {
      return id;
    }

    @Override
    public String getJobName() {
      return SweepRuns.JOB;
    }
  }

  Run last() {
    return executions.get(executions.size() - 1);
  }

  @Override
  public long start(String job, Properties parameters) {
    Run run = new Run(executions.size(), executions.size() + 1000L, parameters);
    executions.add(run);
    return run.id;
  }

  @Override
  public long restart(long execution, Properties parameters) {
    if (refusesRestarts) {
      throw new JobRestartException();
    }
    Run before = executions.get((int) execution);
    Run run = new Run(executions.size(), before.instance, parameters);
    executions.add(run);
    return run.id;
  }

  @Override
  public JobExecution getJobExecution(long execution) {
    if (forgotten != null && forgotten.id == execution) {
      throw new NoSuchJobExecutionException();
    }
    return executions.get((int) execution);
  }

  @Override
  public List<JobInstance> getJobInstances(String job, int start, int count) {
    if (executions.isEmpty()) {
      throw new NoSuchJobException();
    }
    return List.of(
        new Instance(executions.stream().mapToLong(run -> run.instance).max().orElse(0)));
  }

  @Override
  public List<JobExecution> getJobExecutions(JobInstance instance) {
    List<JobExecution> of = new ArrayList<>();
    executions.stream().filter(run -> run.instance == instance.getInstanceId()).forEach(of::add);
    return of;
  }

  @Override
  public Set<String> getJobNames() {
    throw notNeeded();
  }

  @Override
  public int getJobInstanceCount(String job) {
    throw notNeeded();
  }

  @Override
  public List<Long> getRunningExecutions(String job) {
    throw notNeeded();
  }

  @Override
  public Properties getParameters(long execution) {
    throw notNeeded();
  }

  @Override
  public void stop(long execution) {
    stopped.add(execution);
  }

  @Override
  public void abandon(long execution) {
    throw notNeeded();
  }

  @Override
  public JobInstance getJobInstance(long execution) {
    throw notNeeded();
  }

  @Override
  public List<StepExecution> getStepExecutions(long execution) {
    throw notNeeded();
  }

  private static UnsupportedOperationException notNeeded() {
    return new UnsupportedOperationException("not needed");
  }
}
