package dev.lethe.api.jobs;

import dev.lethe.api.PublicUrl;
import dev.lethe.api.security.CurrentCaller;
import dev.lethe.jobs.model.JobId;
import dev.lethe.retention.model.CertificateId;
import dev.lethe.retention.service.CertificateService;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Whatever answers that a job is gone links (RFC 8288) to the certificates of its deletions: the
 * job itself, its reveals, its preview, its evidence, and also of a job of which a restored
 * database has nothing but these.
 */
@Provider
public class GoneJobLinks implements ContainerResponseFilter {

  private static final Logger LOG = Logger.getLogger(GoneJobLinks.class.getName());
  private static final String JOBS = "ocr/jobs/";

  @Inject CertificateService certificates;
  @Inject CurrentCaller current;
  @Inject PublicUrl publicUrl;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    String path = request.getUriInfo().getPath().replaceFirst("^/", "");
    String id = request.getUriInfo().getPathParameters().getFirst("id");
    if (response.getStatus() == Status.GONE.getStatusCode()
        && id != null
        && path.startsWith(JOBS)) {
      links(id).forEach(link -> response.getHeaders().add(HttpHeaders.LINK, link));
    }
  }

  private List<String> links(String id) {
    try {
      return certificates.ofJob(current.get(), new JobId(id).value()).stream()
          .map(this::link)
          .toList();
    } catch (RuntimeException e) {
      // gone it is all the same
      LOG.log(
          Level.WARNING,
          "the certificates of a job that is gone could not be named: {0}",
          e.getClass().getSimpleName());
      return List.of();
    }
  }

  private String link(CertificateId id) {
    return CertificateLink.of(publicUrl, id.value());
  }
}
