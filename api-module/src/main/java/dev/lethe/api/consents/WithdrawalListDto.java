package dev.lethe.api.consents;

import dev.lethe.api.consents.WithdrawalDto.SummaryDto;
import dev.lethe.consent.model.Withdrawal;
import dev.lethe.consent.model.WithdrawalId;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of withdrawals. */
@Schema(name = "Withdrawals", description = "A page of withdrawals, newest first")
@JsonbPropertyOrder({"withdrawals", "next"})
public record WithdrawalListDto(
    List<ItemDto> withdrawals,
    @JsonbProperty(nillable = true)
        @Schema(
            description = "Address of the next page",
            type = SchemaType.STRING,
            format = "uri",
            implementation = String.class,
            nullable = true)
        @Nullable String next) {

  /** One of them, without its effects. */
  @Schema(name = "WithdrawalItem", description = "A withdrawal without its effects")
  @JsonbPropertyOrder({"id", "state", "scope", "target", "receivedAt", "settledAt", "summary"})
  public record ItemDto(
      @Schema(pattern = WithdrawalQuery.ID, examples = WithdrawalsResource.ID) String id,
      @Schema(enumeration = {"in_progress", "completed"}) String state,
      @Schema(enumeration = {"consent", "job", "document", "subject"}) String scope,
      @Schema(description = "Id of the consent, job, upload slot or data subject") String target,
      @JsonbProperty("received_at")
          @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
          Instant receivedAt,
      @JsonbProperty(value = "settled_at", nillable = true)
          @Schema(
              description = "When all work had ended",
              type = SchemaType.STRING,
              format = "date-time",
              implementation = String.class,
              nullable = true)
          @Nullable Instant settledAt,
      SummaryDto summary) {

    static ItemDto of(Withdrawal withdrawal) {
      WithdrawalDto whole = WithdrawalDto.of(withdrawal);
      return new ItemDto(
          whole.id(),
          whole.state(),
          whole.scope(),
          whole.target(),
          whole.receivedAt(),
          whole.settledAt(),
          whole.summary());
    }
  }

  /**
   * A page of at most {@code limit} of what was found.
   *
   * @param found one more than that, if there is more
   * @param address of what comes after a withdrawal
   */
  static WithdrawalListDto of(
      List<Withdrawal> found, int limit, Function<WithdrawalId, String> address) {
    List<Withdrawal> page = found.subList(0, Math.min(limit, found.size()));
    String next = found.size() > limit ? address.apply(page.get(limit - 1).id()) : null;
    return new WithdrawalListDto(page.stream().map(ItemDto::of).toList(), next);
  }
}
