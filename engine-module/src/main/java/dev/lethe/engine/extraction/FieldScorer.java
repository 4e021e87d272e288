package dev.lethe.engine.extraction;

/** Weighs evidence. The one piece to replace when a learned model should decide. */
interface FieldScorer {

  /** 0 (nothing speaks for the candidate) to 1. */
  double score(Evidence evidence);

  /** Weights set by hand from measured documents. */
  FieldScorer WEIGHTED =
      evidence -> {
        double near =
            switch (evidence.place()) {
              case RIGHT ->
                  evidence.between() == 0 ? 1 : Math.max(0.2, 0.9 - 0.15 * evidence.between());
              case BELOW ->
                  Math.max(0.25, 0.92 - evidence.decay() * Math.max(0, evidence.distance() - 0.8));
              case UNLABELLED -> 0.3;
            };
        double foreign = evidence.owned() ? 0.35 : 1;
        return near * foreign * evidence.labelWeight() * (0.3 + 0.7 * evidence.quality());
      };
}
