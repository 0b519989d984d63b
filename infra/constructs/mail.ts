import { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  type DkimRecord,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  type IEmailIdentity,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

interface MailProps {
  readonly from: string;
  readonly domain: string;
  readonly identity: 'create' | 'existing';
}

/** The sender's domain in SES and the configuration set of every mail. */
export class Mail extends Construct {
  readonly configurationSet: ConfigurationSet;
  readonly identity: IEmailIdentity;
  /** CNAME records by which the domain's owner proves to SES that the domain is theirs. */
  readonly dnsRecords: readonly DkimRecord[];
  private readonly from: string;

  constructor(scope: Construct, id: string, props: MailProps) {
    super(scope, id);
    this.from = props.from;
    if (props.identity === 'existing') {
      this.identity = EmailIdentity.fromEmailIdentityName(this, 'Identity', props.domain);
      this.dnsRecords = [];
    } else {
      const identity = new EmailIdentity(this, 'Identity', {
        identity: Identity.domain(props.domain),
      });
      this.identity = identity;
      this.dnsRecords = identity.dkimRecords;
    }
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      // SES's list is one for the whole account: a bounce in one company would silence another.
      disableSuppressionList: true,
    });
    // No open and click events: employees are not tracked.
    this.configurationSet.addEventDestination('Events', {
      destination: EventDestination.eventBus(
        EventBus.fromEventBusName(this, 'DefaultBus', 'default'),
      ),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
      ],
    });
  }

  /** Lets the function send, from the one address and through the configuration set. */
  allowSending(sender: ServiceFunction): void {
    sender.allow(
      new PolicyStatement({
        actions: ['ses:SendRawEmail'],
        resources: [
          this.identity.emailIdentityArn,
          this.configurationSet.stack.formatArn({
            service: 'ses',
            resource: 'configuration-set',
            resourceName: this.configurationSet.configurationSetName,
          }),
        ],
        conditions: { StringEquals: { 'ses:FromAddress': this.from } },
      }),
    );
  }
}
