package dev.lethe.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.auth.LoginConfig;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.servers.Server;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The first version of the API. */
@ApplicationPath("/v1")
@LoginConfig(authMethod = "MP-JWT")
@OpenAPIDefinition(
    info =
        @Info(
            title = "Lethe",
            version = "1",
            description =
                "Reads the fields that were asked for out of a document and forgets the rest. "
                    + "Values are masked as policy demands, every artefact has a deadline, and "
                    + "every failure is a problem (RFC 9457) that repeats nothing of the request.",
            license =
                @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
    servers = @Server(url = "/"),
    security = @SecurityRequirement(name = "token"),
    tags = {
      @Tag(name = "jobs", description = "A document in, the fields that were asked for out"),
      @Tag(name = "uploads", description = "Short-lived places for a document"),
      @Tag(name = "consents", description = "Why documents may be read, and the end of it"),
      @Tag(
          name = "retention",
          description = "What is kept beyond its deadline, and for which case"),
      @Tag(name = "policy", description = "What is allowed and what happens by default"),
      @Tag(name = "problems", description = "What can go wrong")
    })
@SecurityScheme(
    securitySchemeName = "token",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    bearerFormat = "JWT",
    description =
        "An access token of the identity provider with the audience lethe-api, the tenant in"
            + " tenant_id and the roles in groups")
public class ApiApplication extends Application {}
