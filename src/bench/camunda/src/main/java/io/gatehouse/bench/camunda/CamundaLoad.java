package io.gatehouse.bench.camunda;

import io.gatehouse.bench.measure.LoadRun;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;

/** Promotions of six user tasks through Camunda on an H2 file, with full history. */
public final class CamundaLoad {

    private static final int TASKS = 6;

    private CamundaLoad() {}

    /** Arguments: JDBC URL, process definition, threads, seconds of warm-up, seconds measured. */
    public static void main(String[] arguments) throws Exception {
        ProcessEngine engine =
                ProcessEngineConfiguration.createStandaloneProcessEngineConfiguration()
                        .setJdbcUrl(arguments[0])
                        .setJdbcDriver("org.h2.Driver")
                        .setJdbcUsername("bench")
                        .setJdbcPassword("")
                        .setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE)
                        .setHistory(ProcessEngineConfiguration.HISTORY_FULL)
                        .setJobExecutorActivate(false)
                        .buildProcessEngine();
        try {
            engine.getRepositoryService()
                    .createDeployment()
                    .addString(
                            "promotion.bpmn",
                            Files.readString(Path.of(arguments[1]), StandardCharsets.UTF_8))
                    .deploy();
            int threads = Integer.parseInt(arguments[2]);
            LoadRun run =
                    new LoadRun(
                            threads,
                            Integer.parseInt(arguments[3]),
                            Integer.parseInt(arguments[4]));
            LoadRun.Unit unit = () -> promote(engine.getRuntimeService(), engine.getTaskService());
            run.measure("camunda", Collections.nCopies(threads, unit)).print();
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
