package dev.lethe.api.jobs;

import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.service.JobService;
import dev.lethe.tenancy.model.Caller;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Writes a result and tells whether it was written to its end. The answer has its length, so that
 * the caller has all of it when the last byte is written, before anything is deleted.
 */
final class ResultDelivery implements StreamingOutput {

  private static final Logger LOG = Logger.getLogger(ResultDelivery.class.getName());

  private final JobService jobs;
  private final Caller caller;
  private final JobId job;
  private final byte[] text;

  ResultDelivery(JobService jobs, Caller caller, JobId job, byte[] text) {
    this.jobs = jobs;
    this.caller = caller;
    this.job = job;
    this.text = text;
  }

  @Override
  public void write(OutputStream answer) throws IOException {
    boolean whole = false;
    try {
      answer.write(text);
      answer.flush();
      whole = true;
    } finally {
      tell(whole);
    }
  }

  /** What cannot be deleted now is due, and the sweep comes for it; the answer is out already. */
  private void tell(boolean whole) {
    try {
      if (whole) {
        jobs.delivered(caller, job);
      } else {
        jobs.notDelivered(caller, job);
      }
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "what the delivery of {0} deletes is left to the sweep: {1}",
          new Object[] {job.value(), e.getClass().getName()});
    }
  }
}
