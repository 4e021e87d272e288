package dev.lethe.container.sweep;

import jakarta.annotation.security.RunAs;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Operates jobs as the one who may. */
@Stateless
@RunAs("lethe-batch")
@TransactionManagement(TransactionManagementType.BEAN)
public class SweepOperator {

  private static final Set<BatchStatus> ENDED =
      EnumSet.of(BatchStatus.COMPLETED, BatchStatus.FAILED, BatchStatus.STOPPED);

  public long start(Properties parameters) {
    return operator().start("retention-sweep", parameters);
  }

  public long restart(long execution) {
    return operator().restart(execution, operator().getParameters(execution));
  }

  /** How an execution ended; waits for it for half a minute. */
  public BatchStatus end(long execution) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    BatchStatus status = operator().getJobExecution(execution).getBatchStatus();
    for (int i = 0; i < 300 && !ENDED.contains(status); i++) {
      never.await(100, TimeUnit.MILLISECONDS);
      status = operator().getJobExecution(execution).getBatchStatus();
    }
    return status;
  }

  private static JobOperator operator() {
    return BatchRuntime.getJobOperator();
  }
}
