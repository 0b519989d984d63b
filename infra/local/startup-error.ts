/** A reason not to start (or to stop) that is told in one line, without a stack trace. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
