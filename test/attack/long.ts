/** The whole of it instead of the short version that runs with every `npm test`. */
export const LONG = process.env.ATTACK === 'long';
