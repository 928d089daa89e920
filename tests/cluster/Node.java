import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/** One node with its modules on the class path: arguments are settings, `name=value`. Runs until its input ends. */
class TestNode extends Node {
    TestNode(Environment environment) {
        super(environment, List.of(CommonAnalysisPlugin.class, Netty4Plugin.class), true);
    }

    public static void main(String[] arguments) throws Exception {
        Settings.Builder settings = Settings.builder();
        for (String each : arguments) {
            int at = each.indexOf('=');
            settings.put(each.substring(0, at), each.substring(at + 1));
        }
        Environment environment = InternalSettingsPreparer.prepareEnvironment(
                settings.build(), Map.of(), null, () -> "node");
        TestNode node = new TestNode(environment);
        node.start();
        System.out.println("started");
        while (System.in.read() >= 0) {
        }
        node.close();
        System.exit(0);
    }
}
