package dev.lethe.api;

import dev.lethe.api.json.JsonWriting;
import dev.lethe.api.problems.ErrorsResource;
import dev.lethe.api.problems.LetheExceptionMapper;
import dev.lethe.api.problems.UnforeseenMapper;
import dev.lethe.api.problems.WebApplicationExceptionMapper;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.mock.MockDispatcherFactory;
import org.jboss.resteasy.mock.MockHttpRequest;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.jboss.resteasy.spi.Dispatcher;

/** The resources behind the same library that the server has, without the server. */
public final class Api {

  private final Dispatcher dispatcher = MockDispatcherFactory.createDispatcher();

  public Api(Object... resources) {
    for (Object resource : resources) {
      dispatcher.getRegistry().addSingletonResource(resource);
    }
    dispatcher.getRegistry().addSingletonResource(new ErrorsResource());
    var providers = dispatcher.getProviderFactory();
    providers.register(new LetheExceptionMapper());
    providers.register(new WebApplicationExceptionMapper());
    providers.register(new UnforeseenMapper());
    providers.register(new JsonRecords());
  }

  /** The same with a filter of its answers. */
  public Api with(ContainerResponseFilter filter) {
    dispatcher.getProviderFactory().register(filter);
    return this;
  }

  public MockHttpResponse call(MockHttpRequest request) {
    MockHttpResponse response = new MockHttpResponse();
    dispatcher.invoke(request, response);
    return response;
  }

  public static MockHttpRequest request(String method, String path) {
    try {
      return MockHttpRequest.create(method, path);
    } catch (URISyntaxException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  public static String body(MockHttpResponse response) {
    return new String(response.getOutput(), StandardCharsets.UTF_8);
  }

  /** Writes records as the server does, by way of {@link JsonWriting}. */
  @Provider
  public static final class JsonRecords implements MessageBodyWriter<Object> {
    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] notes, MediaType media) {
      return type.isRecord();
    }

    @Override
    public void writeTo(
        Object entity,
        Class<?> type,
        Type generic,
        Annotation[] notes,
        MediaType media,
        MultivaluedMap<String, Object> headers,
        OutputStream stream)
        throws IOException {
      String json = new JsonWriting().getContext(type).toJson(entity);
      stream.write(json.getBytes(StandardCharsets.UTF_8));
    }
  }
}
