import java.nio.file.Path;
import java.util.Map;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.HttpConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.QueryExecutionException;

/**
 * A Neo4j server for tests, on bolt alone: java -cp 'lib/*' Neo4jServer.java HOME PORT, with the password of the user
 * neo4j in NEO4J_PASSWORD. It prints READY when bolt answers, and exits when its standard input ends, so that it cannot
 * outlive its parent process.
 */
class Neo4jServer {
  public static void main(String[] arguments) throws Exception {
    var address = new SocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
    var server = new DatabaseManagementServiceBuilder(Path.of(arguments[0]))
        .setConfig(BoltConnector.enabled, true)
        .setConfig(BoltConnector.listen_address, address)
        .setConfig(BoltConnector.advertised_address, address)
        .setConfig(HttpConnector.enabled, false)
        .setConfig(GraphDatabaseSettings.auth_enabled, true)
        .build();
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
    try {
      server.database("system").executeTransactionally(
          "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED",
          Map.of("password", System.getenv("NEO4J_PASSWORD")));
    } catch (QueryExecutionException error) {
      // A data folder used before already has the password.
      if (!error.getMessage().contains("cannot be the same")) throw error;
    }
    System.out.println("READY");
    while (System.in.read() >= 0) {}
    System.exit(0);
  }
}
