// Replaced by the real entry point within the hour; present so that bundling can be developed.
export const handler = async (event: unknown): Promise<unknown> => event;
