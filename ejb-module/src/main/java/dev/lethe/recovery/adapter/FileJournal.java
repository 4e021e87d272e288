package dev.lethe.recovery.adapter;

import dev.lethe.keys.model.StatementSigner;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.TombstoneJournal;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder of segments, each written by one process alone. A line is a signed statement (JWS) of
 * the segment it belongs to, the number it has in it, and its entries: so no line can be changed,
 * moved or taken out of the midst unnoticed. Every addition is synced before it counts.
 *
 * <p>After a failure the segment is left as it is, perhaps with a line that was cut off, and the
 * next addition begins another.
 */
final class FileJournal implements TombstoneJournal {

  private static final String TYPE = "vnd.lethe.journal+json";
  private static final String NAME = "segment_[0-9a-f]{32}";
  private static final int ENTRIES_A_LINE = 50;
  private static final int MOST_LINE = 1 << 18;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path folder;
  private final StatementSigner signer;
  private final long mostBytes;
  private final Map<String, Long> own = new TreeMap<>();
  private @Nullable Segment current;
  private volatile boolean failing;

  /** The segment that is written now. */
  private static final class Segment {
    final String name;
    final FileChannel channel;
    long lines;

    Segment(String name, FileChannel channel) {
      this.name = name;
      this.channel = channel;
    }
  }

  /**
   * @param mostBytes a segment that has as many takes no more, so that it can be pruned one day
   */
  FileJournal(Path folder, StatementSigner signer, long mostBytes) {
    this.folder = folder;
    this.signer = signer;
    this.mostBytes = mostBytes;
  }

  @Override
  public synchronized void append(List<JournalEntry> entries) {
    try {
      for (int from = 0; from < entries.size(); from += ENTRIES_A_LINE) {
        write(entries.subList(from, Math.min(entries.size(), from + ENTRIES_A_LINE)));
      }
      if (!entries.isEmpty()) {
        sync();
      }
      failing = false;
    } catch (IOException e) {
      throw failed();
    } catch (LetheException e) {
      // what signs the line is away
      throw failed();
    }
  }

  private LetheException failed() {
    failing = true;
    leave();
    return new LetheException(ProblemCode.DATABASE_UNAVAILABLE);
  }

  private void write(List<JournalEntry> entries) throws IOException {
    Segment segment = segment();
    byte[] line = line(segment, entries).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes = ByteBuffer.wrap(line);
    while (bytes.hasRemaining()) {
      segment.channel.write(bytes);
    }
    segment.lines++;
  }

  private String line(Segment segment, List<JournalEntry> entries) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    entries.forEach(entry -> list.add(EntryJson.write(entry)));
    String text =
        Json.createObjectBuilder()
            .add("segment", segment.name)
            .add("line", segment.lines)
            .add("entries", list)
            .build()
            .toString();
    return signer.sign(TYPE, text.getBytes(StandardCharsets.UTF_8)) + "\n";
  }

  private void sync() throws IOException {
    Segment segment = segment();
    segment.channel.force(true);
    long bytes = segment.channel.position();
    own.put(segment.name, bytes);
    if (bytes >= mostBytes) {
      leave();
    }
  }

  private Segment segment() throws IOException {
    if (current == null) {
      current = begin();
    }
    return current;
  }

  private Segment begin() throws IOException {
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    String name = "segment_" + HexFormat.of().formatHex(random);
    FileChannel channel =
        FileChannel.open(
            folder.resolve(name),
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (FileChannel of = FileChannel.open(folder, StandardOpenOption.READ)) {
      of.force(true);
    }
    own.put(name, 0L);
    return new Segment(name, channel);
  }

  private void leave() {
    if (current != null) {
      try {
        current.channel.close();
      } catch (IOException closed) {
        // what was synced is there, and nothing else counts
      }
      current = null;
    }
  }

  @Override
  public synchronized Map<String, Long> written() throws IOException {
    segment();
    return Map.copyOf(own);
  }

  @Override
  public boolean isFailing() {
    return failing;
  }

  @Override
  public Map<String, Long> segments() throws IOException {
    Map<String, Long> segments = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "segment_*")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.matches(NAME)) {
          segments.put(name, Files.size(file));
        }
      }
    }
    return segments;
  }

  @Override
  public long read(String segment, long from, Reader reader) throws IOException, DamagedJournal {
    try (InputStream file = Files.newInputStream(folder.resolve(segment));
        InputStream in = new BufferedInputStream(file, 1 << 16)) {
      in.skipNBytes(from);
      long position = from;
      long number = from == 0 ? 0 : -1;
      byte[] line = next(in, segment);
      while (line.length > 0) {
        JsonObject statement = statement(segment, position, line);
        long says = statement.getJsonNumber("line").longValue();
        if (number >= 0 && says != number) {
          throw new DamagedJournal(where(segment, position));
        }
        reader.line(entries(segment, position, statement));
        number = says + 1;
        position += line.length + 1L;
        line = next(in, segment);
      }
      return position;
    }
  }

  /** The next line without its end; empty if there is none, or it was cut off. */
  private static byte[] next(InputStream in, String segment) throws IOException, DamagedJournal {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int one = in.read();
    while (one != '\n') {
      if (one < 0) {
        return new byte[0];
      }
      if (line.size() > MOST_LINE) {
        throw new DamagedJournal(segment);
      }
      line.write(one);
      one = in.read();
    }
    if (line.size() == 0) {
      throw new DamagedJournal(segment);
    }
    return line.toByteArray();
  }

  private JsonObject statement(String segment, long position, byte[] line) throws DamagedJournal {
    byte[] payload =
        signer
            .verified(TYPE, new String(line, StandardCharsets.ISO_8859_1))
            .orElseThrow(() -> new DamagedJournal(where(segment, position)));
    try (var reader = Json.createReader(new ByteArrayInputStream(payload))) {
      JsonObject statement = reader.readObject();
      if (statement.getString("segment").equals(segment)) {
        return statement;
      }
    } catch (RuntimeException e) {
      throw new DamagedJournal(where(segment, position));
    }
    throw new DamagedJournal(where(segment, position));
  }

  private static List<JournalEntry> entries(String segment, long position, JsonObject statement)
      throws DamagedJournal {
    try {
      JsonArray list = statement.getJsonArray("entries");
      List<JournalEntry> entries = new ArrayList<>();
      list.forEach(entry -> entries.add(EntryJson.read(entry.asJsonObject())));
      return entries;
    } catch (RuntimeException e) {
      throw new DamagedJournal(where(segment, position));
    }
  }

  private static String where(String segment, long position) {
    return segment + " at byte " + position;
  }

  @Override
  public List<String> prune(Instant before) throws IOException {
    List<String> pruned = new ArrayList<>();
    Set<String> ours = ours();
    for (String name : segments().keySet()) {
      Path file = folder.resolve(name);
      if (!ours.contains(name) && Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
        Files.deleteIfExists(file);
        pruned.add(name);
      }
    }
    forget(pruned);
    return pruned;
  }

  private synchronized void forget(List<String> pruned) {
    own.keySet().removeAll(pruned);
  }

  private synchronized Set<String> ours() {
    return current == null ? Set.of() : Set.of(current.name);
  }
}
