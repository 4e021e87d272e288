package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.PolicyVersion;
import java.util.Set;

/**
 * What a deletion may delete of a job: the rows are its own until its transaction ends.
 *
 * @param job value of the job's id
 * @param policy the policy that set the job's deadlines
 * @param artefacts classes that were planned and are not deleted; never empty
 * @param reviewed whether people could look at them before they went
 */
public record Erasure(
    String job, PolicyVersion policy, Set<ArtefactClass> artefacts, boolean reviewed) {

  public Erasure {
    artefacts = Set.copyOf(artefacts);
  }

  /** Of what nobody looks at. */
  public Erasure(String job, PolicyVersion policy, Set<ArtefactClass> artefacts) {
    this(job, policy, artefacts, false);
  }
}
