package dev.lethe.api.consents;

import dev.lethe.api.PublicUrl;
import dev.lethe.api.security.CurrentCaller;
import dev.lethe.api.uploads.SlotAddress;
import dev.lethe.consent.model.Withdrawal;
import dev.lethe.consent.model.WithdrawalId;
import dev.lethe.consent.service.WithdrawalService;
import dev.lethe.consent.service.WithdrawalService.Outcome;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Withdrawing, and what came of it. */
@Path("/withdrawals")
@Tag(name = "consents")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class WithdrawalsResource {

  static final String ID = "wdr_0123456789abcdef0123456789abcdef";

  @Inject WithdrawalService withdrawals;
  @Inject CurrentCaller current;
  @Inject PolicyService policy;
  @Inject SlotAddress slots;
  @Inject PublicUrl publicUrl;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "withdraw",
      summary = "Withdraw consent, or object",
      description =
          "By consent, job, document or data subject. When the answer comes, nothing is delivered"
              + " any more, queued work is gone, and running work ends within 5 seconds. Asking"
              + " again gives the withdrawal that was made before.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = ConsentRequests.Withdrawal.class)))
  @APIResponse(
      responseCode = "200",
      description = "Withdrawn before",
      content = @Content(schema = @Schema(implementation = WithdrawalDto.class)))
  @APIResponse(
      responseCode = "201",
      description = "Withdrawn",
      headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = WithdrawalDto.class)))
  public Response withdraw(InputStream body) {
    Caller caller = current.get();
    policy.current().of(caller.tenant()).require(caller, Permission.WITHDRAW);
    WithdrawalRequestReader.Wanted wanted = WithdrawalRequestReader.read(body, slots);
    Outcome outcome = withdrawals.withdraw(caller, wanted.target(), wanted.reason());
    WithdrawalDto answer = WithdrawalDto.of(outcome.withdrawal());
    return outcome.again()
        ? Response.ok(answer).build()
        : Response.created(URI.create(publicUrl.of("/v1/withdrawals/" + answer.id())))
            .entity(answer)
            .build();
  }

  @GET
  @Operation(
      operationId = "listWithdrawals",
      summary = "Withdrawals, newest first",
      description = "Without their single effects. The next page is where 'next' points to.")
  @Parameter(
      name = "state",
      in = ParameterIn.QUERY,
      description = "Only those of which everything is done, or only the others",
      schema = @Schema(enumeration = {"in_progress", "completed"}))
  @Parameter(
      name = "scope",
      in = ParameterIn.QUERY,
      schema = @Schema(enumeration = {"consent", "job", "document", "subject"}))
  @Parameter(
      name = "target",
      in = ParameterIn.QUERY,
      description = "Id of a consent, job, upload slot or data subject",
      schema = @Schema(pattern = WithdrawalQuery.TARGET))
  @Parameter(
      name = "after",
      in = ParameterIn.QUERY,
      description = "Id of the last one of the page before",
      schema = @Schema(pattern = WithdrawalQuery.ID))
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "At most so many",
      schema =
          @Schema(
              type = SchemaType.INTEGER,
              minimum = "1",
              maximum = "" + WithdrawalQuery.MAX_LIMIT,
              defaultValue = "" + WithdrawalQuery.USUAL_LIMIT))
  @APIResponse(
      responseCode = "200",
      description = "A page of the list",
      content = @Content(schema = @Schema(implementation = WithdrawalListDto.class)))
  public WithdrawalListDto list(@Context UriInfo address) {
    WithdrawalQuery query = WithdrawalQuery.read(address.getQueryParameters());
    List<Withdrawal> found = withdrawals.list(current.get(), query.filter(), 0, query.limit() + 1);
    return WithdrawalListDto.of(
        found, query.limit(), last -> publicUrl.of("/v1/withdrawals?" + query.after(last)));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getWithdrawal", summary = "A withdrawal and all that came of it")
  @Parameter(name = "id", example = ID)
  @APIResponse(
      responseCode = "200",
      description = "The withdrawal",
      content = @Content(schema = @Schema(implementation = WithdrawalDto.class)))
  public WithdrawalDto get(@PathParam("id") String id) {
    return WithdrawalDto.of(withdrawals.get(current.get(), withdrawalId(id)));
  }

  private static WithdrawalId withdrawalId(String id) {
    try {
      return new WithdrawalId(id);
    } catch (IllegalArgumentException malformed) {
      throw new LetheException(ProblemCode.NOT_FOUND);
    }
  }
}
