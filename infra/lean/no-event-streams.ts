/**
 * Takes the place of `@smithy/core/event-streams` in the bundles: no operation that is called here
 * streams events. The SDK loads the original on demand, for which a bundle of one file has to wrap
 * half of the SDK in functions that Node reads twice; without it they are gone as well.
 */

/** What a client with such operations is configured with: nothing to configure. */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;

/** What would read and write the events. Throws. */
export const eventStreamSerdeProvider = (): never => {
  throw new Error('Event streams are not part of the bundles');
};

/** Never constructed: the provider has thrown before. */
export class EventStreamSerde {}
