package dev.lethe.admin.audit;

import dev.lethe.admin.identity.SignedIn;
import dev.lethe.admin.shared.Attachment;
import dev.lethe.audit.model.AuditFilter;
import dev.lethe.audit.service.AuditTrail;
import dev.lethe.tenancy.model.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Sends what the filter selects as a file, entry by entry; the trail records that it was asked. */
@Named
@RequestScoped
public class AuditExport {

  @Inject SignedIn signedIn;
  @Inject AuditTrail trail;
  @Inject AuditPage page;

  Clock clock = Clock.systemUTC();

  public void asJsonLines() throws IOException {
    send(EntryFormat.JSONL);
  }

  public void asCsv() throws IOException {
    send(EntryFormat.CSV);
  }

  private void send(EntryFormat format) throws IOException {
    Optional<AuditFilter> filter = page.query().filter();
    if (filter.isEmpty()) {
      page.load();
      return;
    }
    Caller caller = signedIn.caller();
    Attachment.send(
        fileName(caller, format),
        format.mediaType() + ";charset=UTF-8",
        out ->
            write(
                caller,
                filter.get(),
                format,
                new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))));
  }

  /**
   * Writes entry by entry. What fails after the first part was sent cannot become an error page any
   * more, and the server ends the answer as if it were whole: so the file itself says that it is
   * not.
   */
  void write(Caller caller, AuditFilter filter, EntryFormat format, Writer out) throws IOException {
    out.write(format.header());
    try {
      trail.export(caller, filter, entry -> writeLine(format.line(entry), out));
    } catch (RuntimeException e) {
      out.write(format.incomplete());
      out.flush();
      throw e;
    }
    out.flush();
  }

  private static void writeLine(String line, Writer out) {
    try {
      out.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String fileName(Caller caller, EntryFormat format) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return "lethe-audit-" + caller.tenant().value() + "-" + today + "." + format.suffix();
  }
}
