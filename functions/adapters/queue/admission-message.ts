/** What a queue message about somebody at the door says: whose mail to send. Ids only. */
export interface AdmissionMessage {
  readonly admissionId: string;
  readonly round: number;
}

export const writeAdmissionMessage = ({ admissionId, round }: AdmissionMessage): string =>
  JSON.stringify({ admissionId, round });

/** The message, or `undefined` when the text is none. */
export const readAdmissionMessage = (body: string): AdmissionMessage | undefined => {
  try {
    const { admissionId, round, ...rest } = JSON.parse(body) as Partial<AdmissionMessage>;
    return typeof admissionId === 'string' &&
      /^[\w-]{1,64}$/.test(admissionId) &&
      Number.isSafeInteger(round) &&
      Object.keys(rest).length === 0
      ? { admissionId, round: round as number }
      : undefined;
  } catch {
    return undefined;
  }
};
