import { Aws, Duration } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

const FIVE_MINUTES = { period: Duration.minutes(5) };

/** The alarms, all on one topic. Every description says who suffers and where the runbook is. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: { readonly mail: string | undefined }) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { enforceSSL: true });
    // A topic with a policy of its own loses the default one, under which alarms may publish.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    if (props.mail !== undefined) this.topic.addSubscription(new EmailSubscription(props.mail));
  }

  /** Rings when the function threw, timed out or ran out of memory. */
  onErrors(name: string, target: ServiceFunction): void {
    this.add(`${name}Errors`, {
      impact: target.errorImpact,
      section: name,
      metric: target.function.metricErrors({ ...FIVE_MINUTES, statistic: Stats.SUM }),
      above: 0,
    });
  }

  /** Rings when somebody was answered with a 5xx: a function that catches its fault does not throw. */
  onServerErrors(api: RestApi): void {
    this.add('serverErrors', {
      impact: 'Requests fail on our side.',
      section: 'server-errors',
      metric: api.metricServerError({ ...FIVE_MINUTES, statistic: Stats.SUM }),
      above: 0,
    });
  }

  /** Rings when a schedule has not started the function for `minutes`. */
  onSilence(name: string, target: ServiceFunction, minutes: number): void {
    this.add(`${name}Silent`, {
      impact: target.errorImpact,
      section: `${name}-silent`,
      metric: target.function.metricInvocations({
        period: Duration.minutes(minutes),
        statistic: Stats.SUM,
      }),
      below: 1,
    });
  }

  /** Rings while a dead-letter queue holds anything. */
  onDeadLetters(name: string, queue: Queue, impact: string): void {
    this.add(`${name}DeadLetters`, {
      impact,
      section: `${name}-dead-letters`,
      metric: queue.metricApproximateNumberOfMessagesVisible({
        ...FIVE_MINUTES,
        statistic: Stats.MAXIMUM,
      }),
      above: 0,
    });
  }

  /** Rings when messages wait for more than `minutes`. */
  onBacklog(name: string, queue: Queue, minutes: number, impact: string): void {
    this.add(`${name}Backlog`, {
      impact,
      section: `${name}-backlog`,
      metric: queue.metricApproximateAgeOfOldestMessage({
        ...FIVE_MINUTES,
        statistic: Stats.MAXIMUM,
      }),
      above: minutes * 60,
    });
  }

  /** Rings when something has been due for too long, or nobody says how long. */
  onOverdue(sweep: ServiceFunction, minutes: number): void {
    const metric = { metricNamespace: 'Upturn', metricName: 'OldestDueSeconds' };
    new MetricFilter(sweep.logGroup, 'OldestDue', {
      logGroup: sweep.logGroup,
      filterPattern: FilterPattern.stringValue('$.message.code', '=', 'sweep.finished'),
      metricValue: '$.message.oldestSeconds',
      ...metric,
    });
    this.add('oldestDue', {
      impact: sweep.errorImpact,
      section: 'oldest-due',
      metric: new Metric({
        namespace: metric.metricNamespace,
        metricName: metric.metricName,
        ...FIVE_MINUTES,
        statistic: Stats.MAXIMUM,
      }),
      above: minutes * 60,
      missing: TreatMissingData.BREACHING,
    });
  }

  /** Rings when one of the functions held back an answer or a mail that named another company. */
  onLeaks(targets: readonly ServiceFunction[]): void {
    const metric = { metricNamespace: 'Upturn', metricName: 'EgressBlocked' };
    for (const { logGroup } of targets)
      new MetricFilter(logGroup, 'EgressBlocked', {
        logGroup,
        // Lambda's JSON logs hold what was logged under `message`.
        filterPattern: FilterPattern.stringValue('$.message.code', '=', 'egress.blocked'),
        metricValue: '1',
        ...metric,
      });
    this.add('egressBlocked', {
      impact: 'Something of one company was about to reach another; it was not sent.',
      section: 'egress-blocked',
      metric: new Metric({
        namespace: metric.metricNamespace,
        metricName: metric.metricName,
        ...FIVE_MINUTES,
        statistic: Stats.SUM,
      }),
      above: 0,
    });
  }

  private add(
    id: string,
    alarm: { readonly impact: string; readonly section: string; readonly metric: IMetric } & (
      | { readonly above: number; readonly missing?: TreatMissingData }
      | { readonly below: number }
    ),
  ): void {
    const limit =
      'above' in alarm
        ? {
            threshold: alarm.above,
            comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
            treatMissingData: alarm.missing ?? TreatMissingData.NOT_BREACHING,
          }
        : {
            threshold: alarm.below,
            comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
            treatMissingData: TreatMissingData.BREACHING,
          };
    new Alarm(this, id, {
      alarmDescription: `${alarm.impact} Runbook: docs/runbook.md#${alarm.section.toLowerCase()}`,
      metric: alarm.metric,
      evaluationPeriods: 1,
      ...limit,
    }).addAlarmAction(new SnsAction(this.topic));
  }
}
