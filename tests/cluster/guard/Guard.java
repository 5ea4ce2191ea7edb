import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.IndicesRequest;
import org.opensearch.action.support.ActionFilter;
import org.opensearch.action.support.ActionFilterChain;
import org.opensearch.action.support.ActionRequestMetadata;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.plugins.ActionPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.rest.BytesRestResponse;
import org.opensearch.rest.RestHandler;
import org.opensearch.rest.RestHeaderDefinition;
import org.opensearch.tasks.Task;

/** Users and their rights inside a real server, where the security plugin can't be had: like it, by the names of actions and indexes.
 *
 * Each line of the file that KB_GUARD names is `user:password|cluster patterns|index actions|index patterns`, patterns between spaces.
 */
public class Guard extends Plugin implements ActionPlugin {
  /** Requests over many indexes, which are a right of the cluster; what they do to each index is checked for itself. */
  private static final Set<String> OF_THE_CLUSTER =
      Set.of("indices:data/read/mget", "indices:data/read/msearch", "indices:data/write/bulk");
  private final List<String[]> users = new ArrayList<>();
  private ThreadContext context;

  public Guard() throws IOException {
    for (String line : Files.readAllLines(Path.of(System.getenv("KB_GUARD")))) users.add(line.split("\\|"));
  }

  @Override
  public Collection<RestHeaderDefinition> getRestHeaders() {
    return List.of(new RestHeaderDefinition("Authorization", false));
  }

  @Override
  @SuppressWarnings("removal")
  public UnaryOperator<RestHandler> getRestHandlerWrapper(ThreadContext threads) {
    context = threads;
    return handler -> (request, channel, client) -> {
      if (request.path().startsWith("/_cluster/health") || user() != null) handler.handleRequest(request, channel, client);
      else channel.sendResponse(new BytesRestResponse(RestStatus.UNAUTHORIZED, "Unauthorized"));
    };
  }

  @Override
  public List<ActionFilter> getActionFilters() {
    return List.of(new ActionFilter() {
      @Override
      public int order() {
        return 0;
      }

      @Override
      public <Q extends ActionRequest, R extends ActionResponse> void apply(Task task, String action, Q request,
          ActionRequestMetadata<Q, R> metadata, ActionListener<R> listener, ActionFilterChain<Q, R> chain) {
        String[] user = user();
        if (user == null || allows(user, action, request)) chain.proceed(task, action, request, listener);
        else listener.onFailure(new OpenSearchStatusException("no permissions for [" + action + "]", RestStatus.FORBIDDEN));
      }
    });
  }

  /** Who asks, by name and password; null for nobody, and for what the server does by itself. */
  private String[] user() {
    String header = context == null ? null : context.getHeader("Authorization");
    if (header == null || !header.startsWith("Basic ")) return null;
    String told = new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8);
    return users.stream().filter(one -> one[0].equals(told)).findFirst().orElse(null);
  }

  private static boolean allows(String[] user, String action, ActionRequest request) {
    if (matches(user[1], action)) return true;
    if (OF_THE_CLUSTER.contains(action) || action.startsWith("cluster:") || !matches(user[2], action)) return false;
    if (!(request instanceof IndicesRequest named) || named.indices() == null) return true;
    return named.indices().length > 0 && Arrays.stream(named.indices()).allMatch(index -> matches(user[3], index));
  }

  private static boolean matches(String patterns, String text) {
    return Arrays.stream(patterns.split(" "))
        .anyMatch(one -> Pattern.matches(("\\Q" + one + "\\E").replace("*", "\\E.*\\Q"), text));
  }
}
