import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import {
  type IScheduleGroup,
  Schedule,
  ScheduleExpression,
  TimeWindow,
} from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { deadLetterQueue } from './deliveries.ts';
import type { ServiceFunction } from './service-function.ts';

const RETRIES = { retryAttempts: 2, maxEventAge: Duration.minutes(5) };

/**
 * A schedule that starts a function. Scheduler only hands the event over, so a handler that throws
 * is a matter of the function's own retries and failure destination; both end in one queue.
 */
export class JobSchedule extends Construct {
  readonly deadLetters: Queue;

  constructor(
    scope: Construct,
    id: string,
    props: {
      readonly expression: string;
      readonly group: IScheduleGroup;
      readonly target: ServiceFunction;
    },
  ) {
    super(scope, id);
    this.deadLetters = deadLetterQueue(this, 'DeadLetters');
    new EventInvokeConfig(this, 'Retries', {
      function: props.target.function,
      onFailure: new SqsDestination(this.deadLetters),
      ...RETRIES,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': Stack.of(this).account,
            'aws:SourceArn': props.group.scheduleGroupArn,
          },
        },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [props.target.function.functionArn],
      }),
    );
    role.addToPolicy(
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: [this.deadLetters.queueArn],
      }),
    );
    new Schedule(this, 'Schedule', {
      scheduleGroup: props.group,
      schedule: ScheduleExpression.expression(props.expression),
      timeWindow: TimeWindow.off(),
      target: new LambdaInvoke(props.target.function, {
        // Left to itself it would also grant every version and alias.
        role: role.withoutPolicyUpdates(),
        deadLetterQueue: this.deadLetters,
        ...RETRIES,
      }),
    }).node.addDependency(role);
  }
}
