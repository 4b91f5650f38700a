/**
 * Alert rules as Prometheus and the trading configuration write them, judged without running them:
 * whether they can be understood, watch what is exported, can fire, and cover every cause (runbook
 * 3.2). Pure; shared by the rule {@code alerts-cover} and the adapter {@code metrics}.
 */
package io.gatehouse.configuration.alerts;
