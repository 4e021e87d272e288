package dev.lethe.recovery.adapter;

import dev.lethe.keys.model.StatementSigner;
import dev.lethe.recovery.model.TombstoneJournal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Settings {@code lethe.journal.*}. */
@ApplicationScoped
public class JournalSettings {

  private static final long MOST_MEBIBYTES = 1024;

  /**
   * A folder; belongs into no backup of the database. Has no default: one that a deployment does
   * not keep, such as a container's own, would lose what has ended with the next start.
   */
  @Inject
  @ConfigProperty(name = "lethe.journal.dir")
  Optional<String> folder = Optional.empty();

  /** A segment that has as many MiB takes no more. */
  @Inject
  @ConfigProperty(name = "lethe.journal.segment.mebibytes", defaultValue = "16")
  long segmentMebibytes;

  /**
   * @throws IllegalStateException if a setting is wrong; the text names it
   */
  @Produces
  @ApplicationScoped
  TombstoneJournal journal(StatementSigner signer) {
    Path path =
        Path.of(
            folder.orElseThrow(
                () ->
                    new IllegalStateException(
                        "lethe.journal.dir is not set: a folder of its own that is in no backup of"
                            + " the database and shared by all servers of a cell")));
    if (!Files.isDirectory(path) || !Files.isWritable(path)) {
      throw new IllegalStateException("lethe.journal.dir is not a folder that can be written");
    }
    if (segmentMebibytes < 1 || segmentMebibytes > MOST_MEBIBYTES) {
      throw new IllegalStateException("lethe.journal.segment.mebibytes is not from 1 to 1024");
    }
    return new FileJournal(path, signer, segmentMebibytes << 20);
  }
}
