package dev.lethe.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.auth.LoginConfig;

/** The first version of the API. */
@ApplicationPath("/v1")
@LoginConfig(authMethod = "MP-JWT")
public class ApiApplication extends Application {}
