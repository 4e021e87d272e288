package dev.lethe.retention.adapter;

import static java.util.stream.Collectors.joining;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.JournalEntry.Kind;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.retention.model.ReceiptJournal;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All of a receipt, so that the one that comes back is the one that was. */
@ApplicationScoped
public class ReceiptEntries implements ReceiptJournal {

  @Override
  public JournalEntry entry(TenantId tenant, DeletionReceipt receipt) {
    return new JournalEntry(
        tenant,
        Kind.DELETION,
        receipt.id(),
        Map.of(
            "job",
            receipt.job(),
            "trigger",
            receipt.trigger(),
            "method",
            receipt.method(),
            "counts",
            receipt.counts().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(count -> count.getKey().name() + "=" + count.getValue())
                .collect(joining(",")),
            "keys",
            String.join(",", receipt.keysDestroyed()),
            "policy",
            receipt.policyVersion(),
            "at",
            receipt.deletedAt().toString(),
            "details",
            DetailsJson.write(receipt.details())));
  }

  @Override
  public DeletionReceipt receipt(JournalEntry entry) {
    Map<String, String> facts = entry.facts();
    return new DeletionReceipt(
        entry.id(),
        fact(facts, "job"),
        fact(facts, "trigger"),
        fact(facts, "method"),
        counts(fact(facts, "counts")),
        parts(fact(facts, "keys")),
        fact(facts, "policy"),
        Instant.parse(fact(facts, "at")),
        true,
        DetailsJson.read(fact(facts, "details")));
  }

  private static String fact(Map<String, String> facts, String name) {
    String value = facts.get(name);
    if (value == null) {
      throw new IllegalArgumentException("an entry without " + name);
    }
    return value;
  }

  private static Map<ArtefactClass, Integer> counts(String text) {
    Map<ArtefactClass, Integer> counts = new EnumMap<>(ArtefactClass.class);
    for (String count : parts(text)) {
      int equals = count.indexOf('=');
      counts.put(
          ArtefactClass.valueOf(count.substring(0, equals)),
          Integer.valueOf(count.substring(equals + 1)));
    }
    return counts;
  }

  private static List<String> parts(String list) {
    return list.isEmpty() ? List.of() : List.of(list.split(",", -1));
  }
}
