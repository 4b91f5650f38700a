package io.gatehouse.bench.flowable;

import io.gatehouse.bench.measure.LoadRun;

import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.ProcessEngineConfiguration;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.TaskService;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;

/** Promotions of six user tasks through Flowable on an H2 file, with full history. */
public final class FlowableLoad {

    private static final int TASKS = 6;

    private FlowableLoad() {}

    /** Arguments: JDBC URL, process definition, threads, seconds of warm-up, seconds measured. */
    public static void main(String[] arguments) throws Exception {
        StandaloneProcessEngineConfiguration configuration =
                new StandaloneProcessEngineConfiguration();
        configuration.setJdbcUrl(arguments[0]);
        configuration.setJdbcDriver("org.h2.Driver");
        configuration.setJdbcUsername("bench");
        configuration.setJdbcPassword("");
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        configuration.setHistoryLevel(HistoryLevel.FULL);
        configuration.setAsyncExecutorActivate(false);
        ProcessEngine engine = configuration.buildProcessEngine();
        try {
            engine.getRepositoryService()
                    .createDeployment()
                    .addString(
                            "promotion.bpmn20.xml",
                            Files.readString(Path.of(arguments[1]), StandardCharsets.UTF_8))
                    .deploy();
            int threads = Integer.parseInt(arguments[2]);
            LoadRun run =
                    new LoadRun(
                            threads,
                            Integer.parseInt(arguments[3]),
                            Integer.parseInt(arguments[4]));
            LoadRun.Unit unit = () -> promote(engine.getRuntimeService(), engine.getTaskService());
            run.measure("flowable", Collections.nCopies(threads, unit)).print();
        } finally {
            engine.close();
        }
    }

    private static void promote(RuntimeService runtime, TaskService tasks) {
        String id = runtime.startProcessInstanceByKey("promotion").getId();
        for (int i = 0; i < TASKS; i++) {
            tasks.complete(tasks.createTaskQuery().processInstanceId(id).singleResult().getId());
        }
        if (runtime.createProcessInstanceQuery().processInstanceId(id).count() != 0) {
            throw new IllegalStateException("the promotion did not end");
        }
    }
}
