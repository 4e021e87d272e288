package dev.lethe.policy.model;

import dev.lethe.tenancy.model.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where people look at what is due before it goes. What nobody decides goes by itself when the
 * timer ends, which lies within the cap: nothing is kept without an end.
 *
 * @param name by which it is called
 * @param stages who decides, stage by stage; one or two, the second by another person
 * @param autoApprove how long a review waits for a decision
 * @param longestExtension the most by which all extensions together put off the end
 * @param relabel classes that something can be found to be of
 */
public record DispositionRule(
    String name,
    ArtefactClass artefact,
    Optional<DocumentClass> documentClass,
    Optional<Purpose> purpose,
    Optional<ResidencyRegion> region,
    List<Set<Role>> stages,
    Duration autoApprove,
    Duration longestExtension,
    Set<DocumentClass> relabel) {

  public DispositionRule {
    stages = List.copyOf(stages);
    relabel = Set.copyOf(relabel);
    if (stages.isEmpty() || stages.size() > 2 || autoApprove.isZero() || autoApprove.isNegative()) {
      throw new IllegalArgumentException("one or two stages and an end");
    }
  }

  /**
   * Whether it speaks of an artefact.
   *
   * @param classes what the document can be of: a rule of one class waits until that is known
   */
  public boolean fits(
      ArtefactClass ofArtefact,
      Purpose ofPurpose,
      Set<DocumentClass> classes,
      ResidencyRegion ofRegion) {
    return artefact == ofArtefact
        && documentClass.map(name -> classes.equals(Set.of(name))).orElse(true)
        && purpose.map(ofPurpose::equals).orElse(true)
        && region.map(ofRegion::equals).orElse(true);
  }
}
